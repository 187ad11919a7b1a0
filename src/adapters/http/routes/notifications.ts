import type { Route } from '../route.js';
import { route } from '../route.js';
import { answer, bodyOf, idParams, page, pageQuery, schema } from '../schemas.js';
import type { PageRequest } from '../../../application/paging.js';
import { SCHEDULED, sendingTimes } from '../shapes/broadcasts.js';
import { INBOX, NOTIFICATION } from '../shapes/notifications.js';

const common = { tag: 'Notifications', access: 'user' } as const;

export const notificationRoutes: readonly Route[] = [
  route({
    ...common,
    method: 'POST',
    path: '/api/notifications',
    operationId: 'postNotification',
    whose: 'one’s own; of administrators anyone’s',
    summary: 'Notify, now or later: users themselves, administrators anyone',
    idempotent: {},
    body: bodyOf<{ userId: string; message: string; sendAt?: number; expiresAt?: number }>({
      userId: schema.string().max(100).required(),
      // Counted by the domain: Joi counts UTF-16 units.
      message: schema.string().required().description('1 to 2000 characters, not only white space'),
      ...sendingTimes,
    }),
    bodyExample: { userId: '01900000-0000-7000-8000-000000000001', message: 'Time for a walk' },
    answers: {
      201: { description: 'Stored; it will arrive', schema: NOTIFICATION },
      202: { description: 'With `sendAt`: it becomes a notification at that time', schema: SCHEDULED },
    },
    errors: [
      'forbidden',
      'user-not-found',
      'too-many-scheduled',
      'invalid-message',
      'invalid-send-at',
      'invalid-expiry',
    ],
    handle: async ({ principal, body, newId }, { sendMessage, scheduleMessage }) => {
      const { sendAt } = body;
      if (sendAt !== undefined) {
        return { status: 202, body: await scheduleMessage.execute({ ...body, sendAt, principal, id: newId }) };
      }
      const notification = await sendMessage.execute({ ...body, principal, id: newId });
      // Only who receives it can read it.
      const headers = body.userId === principal.userId ? { Location: `/api/notifications/${notification.id}` } : {};
      return { status: 201, body: notification, headers };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/notifications',
    operationId: 'listNotifications',
    summary: 'My notifications, newest first',
    query: schema.object<PageRequest & { unread?: boolean }, true>({ ...pageQuery, unread: schema.boolean() }),
    answers: { 200: { description: 'A page of them', schema: INBOX } },
    errors: ['invalid-cursor'],
    handle: async ({ principal: { userId }, query }, { listNotifications }) => ({
      status: 200,
      body: await listNotifications.execute({ ...query, userId }),
    }),
  }),
  route({
    ...common,
    method: 'POST',
    path: '/api/notifications/read-all',
    operationId: 'markAllRead',
    summary: 'Mark all my notifications as read',
    answers: {
      200: { description: 'How many changed', schema: answer({ changed: schema.number().integer().min(0) }) },
    },
    errors: [],
    handle: async ({ principal: { userId } }, { markAllRead }) => ({
      status: 200,
      body: await markAllRead.execute({ userId }),
    }),
  }),
  // Before `:id`, which would take it for one.
  route({
    ...common,
    method: 'GET',
    path: '/api/notifications/scheduled',
    operationId: 'listScheduled',
    summary: 'What I have scheduled and is not sent yet, newest first',
    query: schema.object<PageRequest, true>(pageQuery),
    answers: { 200: { description: 'A page of them', schema: page(SCHEDULED) } },
    errors: ['invalid-cursor'],
    handle: async ({ principal: { userId }, query }, { listScheduled }) => ({
      status: 200,
      body: await listScheduled.execute({ ...query, userId }),
    }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/notifications/scheduled/:id',
    operationId: 'cancelScheduled',
    summary: 'Do not send what I have scheduled',
    params: idParams,
    answers: { 204: { description: 'It is not sent' } },
    errors: ['notification-not-found', 'already-sent'],
    handle: async ({ principal: { userId }, params: { id } }, { cancelScheduled }) => {
      await cancelScheduled.execute({ userId, id });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/notifications/:id',
    operationId: 'getNotification',
    summary: 'One of my notifications',
    params: idParams,
    answers: { 200: { description: 'The notification', schema: NOTIFICATION } },
    errors: ['notification-not-found'],
    handle: async ({ principal: { userId }, params: { id } }, { getNotification }) => ({
      status: 200,
      body: await getNotification.execute({ userId, id }),
    }),
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/api/notifications/:id',
    operationId: 'markNotification',
    summary: 'Mark one of my notifications as read',
    params: idParams,
    body: schema.object<{ read: boolean } | undefined>({ read: schema.boolean().valid(true).required() }),
    bodyExample: { read: true },
    answers: { 200: { description: 'The notification', schema: NOTIFICATION } },
    errors: ['notification-not-found'],
    handle: async ({ principal: { userId }, params: { id } }, { markNotification }) => ({
      status: 200,
      body: await markNotification.execute({ userId, id }),
    }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/notifications/:id',
    operationId: 'deleteNotification',
    summary: 'Delete one of my notifications',
    params: idParams,
    answers: { 204: { description: 'Deleted' } },
    errors: ['notification-not-found'],
    handle: async ({ principal: { userId }, params: { id } }, { deleteNotification }) => {
      await deleteNotification.execute({ userId, id });
      return { status: 204 };
    },
  }),
];
