import { ACTIVITY_TYPES } from '../../../domain/insight/activity.js';
import { ROLES } from '../../../domain/identity/role.js';
import { answer, id, named, schema } from '../schemas.js';

const address = schema.string().allow(null).description('address the request came from');
const agent = schema.string().allow(null);

export const USER = named(
  'User',
  answer({
    id,
    username: schema.string(),
    email: schema.string(),
    role: schema.string().valid(...ROLES),
    active: schema.boolean().description('the e-mail address is confirmed'),
    disabled: schema.boolean(),
    connected: schema.boolean().description('a device is connected now'),
    timeZone: schema.string().description('IANA name, as last set'),
    timeZoneFrom: schema.day().description('the first day that is counted under it'),
    dayStartsAt: schema.number().integer().description('hour at which the day begins'),
    createdAt: schema.timestamp(),
    lastLoginAt: schema.timestamp().allow(null),
    lastSeenAt: schema.timestamp().allow(null).description('when the last device went'),
  }),
);

export const SIGNED_IN = named(
  'SignedIn',
  answer({
    accessToken: schema.string(),
    expiresIn: schema.number().integer().description('seconds'),
    refreshToken: schema.string(),
    user: USER,
  }),
);

export const SESSION = named(
  'Session',
  answer({
    id,
    createdAt: schema.timestamp(),
    lastUsedAt: schema.timestamp(),
    expiresAt: schema.timestamp(),
    ip: address,
    userAgent: agent,
    current: schema.boolean().description('the one that asks'),
  }),
);

export const ACTIVITY = named(
  'Activity',
  answer({
    id,
    type: schema.string().valid(...ACTIVITY_TYPES),
    userId: schema.string().allow(null),
    at: schema.timestamp(),
    ip: address,
    userAgent: agent,
    details: schema.object().unknown(),
  }),
);

/** Shape only: what a name or password must be like, the domain says. */
export const field = {
  username: schema.string().max(100).example('ada'),
  email: schema.string().max(254).example('ada@example.org'),
  password: schema.string().max(1024),
  token: schema.string().max(500),
  timeZone: schema.string().max(100).description('IANA name').example('Europe/Berlin'),
};
