import { NOTIFICATION_TYPES } from '../../../domain/notification/notification.js';
import { answer, id, named, schema } from '../schemas.js';

const count = schema.number().integer().min(0);

export const NOTIFICATION = named(
  'Notification',
  answer({
    id,
    userId: id,
    message: schema.string(),
    read: schema.boolean(),
    type: schema.string().valid(...NOTIFICATION_TYPES),
    status: schema.string().valid('pending', 'delivered', 'failed', 'dead'),
    sequence: count.description('grows by one per user'),
    attempts: count,
    createdAt: schema.timestamp(),
    deliveredAt: schema.timestamp().allow(null),
    readAt: schema.timestamp().allow(null),
  }),
);

export const INBOX = answer({
  items: schema.array().items(NOTIFICATION),
  nextCursor: schema.string().allow(null),
  unreadCount: count.description('of all, not only of this page'),
});
