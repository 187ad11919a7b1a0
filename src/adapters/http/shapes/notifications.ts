import type Joi from 'joi';
import { OUTER_CHANNELS } from '../../../domain/notification/channel-delivery.js';
import { NOTIFICATION_TYPES } from '../../../domain/notification/notification.js';
import { CHANNELS, type Preferences } from '../../../domain/notification/preferences.js';
import type { QuietHours } from '../../../domain/notification/quiet-hours.js';
import { answer, bodyOf, id, named, schema } from '../schemas.js';

const each = (names: readonly string[], shape: Joi.Schema): Readonly<Record<string, Joi.Schema>> =>
  Object.fromEntries(names.map((name) => [name, shape]));

const count = schema.number().integer().min(0);
const lastError = schema.string().allow(null).description('why the last attempt failed');
const channelStatus = schema.string().valid('pending', 'sent', 'dead');
const channelDelivery = answer({
  status: channelStatus,
  attempts: count,
  lastError,
  sentAt: schema.timestamp().allow(null),
});

const notification = {
  id,
  userId: id,
  message: schema.string().allow('').description('empty in what is left of a deleted one'),
  read: schema.boolean(),
  type: schema.string().valid(...NOTIFICATION_TYPES),
  status: schema.string().valid('pending', 'delivered', 'failed', 'dead'),
  sequence: count.description('grows by one per user'),
  attempts: count,
  channels: schema
    .object(each(OUTER_CHANNELS, channelStatus))
    .description('the ways out of the service it was handed to'),
  createdAt: schema.timestamp(),
  expiresAt: schema.timestamp().allow(null).description('from then on it is not sent any more'),
  deliveredAt: schema.timestamp().allow(null),
  readAt: schema.timestamp().allow(null),
  deletedAt: schema.timestamp().allow(null).description('set only in what `sync` gives of a deleted one'),
};

export const NOTIFICATION = named('Notification', answer(notification));

/** As administrators see it. */
export const DELIVERY = named(
  'Delivery',
  answer({
    ...notification,
    username: schema.string().description('whom it is for'),
    email: schema.string(),
    lastError: lastError.description('why the last attempt at the devices failed'),
    channelDeliveries: schema
      .object(each(OUTER_CHANNELS, channelDelivery))
      .description('how it went on each of `channels`'),
  }),
);

export const INBOX = answer({
  items: schema.array().items(NOTIFICATION),
  nextCursor: schema.string().allow(null),
  unreadCount: count.description('of all, not only of this page'),
});

export const PREFERENCES = named(
  'Preferences',
  answer(each(NOTIFICATION_TYPES, answer(each(CHANNELS, schema.boolean().description('whether it is wanted'))))),
);

const wantedBy = schema
  .object(each(CHANNELS, schema.boolean()))
  .messages({ 'object.unknown': '{{#label}} is no way to be notified' });

export const preferencesBody = schema
  .object<Preferences>(each(NOTIFICATION_TYPES, wantedBy))
  .required()
  .messages({ 'object.unknown': '{{#label}} is no type of notification' });

const timeOfDay = schema.string().description('HH:MM on the clock of my zone');
const quietHours = { from: timeOfDay.required(), to: timeOfDay.required() };

export const QUIET_HOURS = named(
  'QuietHours',
  answer({
    quietHours: schema.object(quietHours).allow(null).description('null while they are off'),
    quietUntil: schema.timestamp().allow(null).description('when it is quiet no more; null if it is not quiet now'),
  }),
);

export const quietHoursBody = bodyOf<{ quietHours: QuietHours | null }>({
  quietHours: schema.object<QuietHours>(quietHours).allow(null).required(),
});
