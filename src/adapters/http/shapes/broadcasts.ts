import { ROLES } from '../../../domain/identity/role.js';
import { BROADCAST_STATUSES } from '../../../domain/notification/broadcast.js';
import { answer, id, named, schema } from '../schemas.js';

const count = schema.number().integer().min(0);

export const SCHEDULED = named(
  'ScheduledNotification',
  answer({
    id,
    userId: id,
    message: schema.string(),
    sendAt: schema.timestamp(),
    expiresAt: schema.timestamp().allow(null),
    status: schema.string().valid(...BROADCAST_STATUSES),
    createdAt: schema.timestamp(),
  }),
);

export const BROADCAST = named(
  'Broadcast',
  answer({
    id,
    role: schema
      .string()
      .valid(...ROLES)
      .allow(null)
      .description('null: everybody'),
    message: schema.string(),
    status: schema.string().valid(...BROADCAST_STATUSES),
    sendAt: schema.timestamp(),
    expiresAt: schema.timestamp().allow(null),
    recipients: count.allow(null).description('counted when sending begins: confirmed accounts that are not disabled'),
    sent: count.description('how many of them have it; who has left since is missing'),
    createdBy: id,
    createdAt: schema.timestamp(),
    startedAt: schema.timestamp().allow(null),
    finishedAt: schema.timestamp().allow(null),
  }),
);

/** Times of a message that is sent later. */
export const sendingTimes = {
  sendAt: schema.instant().description('when it is sent: in the future, at most a year from now'),
  expiresAt: schema.instant().description('who does not have it by then does not get it'),
};
