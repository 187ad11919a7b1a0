import { SESSION_SCOPES } from '../../../application/identity/end-sessions.js';
import type { SessionScope } from '../../../application/identity/end-sessions.js';
import type { Route } from '../route.js';
import { route } from '../route.js';
import { bodyOf, idParams, page, pageQuery, schema } from '../schemas.js';
import type { PageRequest } from '../../../application/paging.js';
import { arrayPage } from '../array-page.js';
import { ACTIVITY, field, SESSION, USER } from '../shapes/identity.js';
import { PREFERENCES, preferencesBody, QUIET_HOURS, quietHoursBody } from '../shapes/notifications.js';

const common = { tag: 'Me', access: 'user' } as const;
const listQuery = schema.object<PageRequest, true>(pageQuery);

/** One's own account. */
export const meRoutes: readonly Route[] = [
  route({
    ...common,
    method: 'GET',
    path: '/api/me',
    operationId: 'getProfile',
    summary: 'My profile',
    answers: { 200: { description: 'The profile', schema: USER } },
    errors: [],
    handle: async ({ principal: { userId } }, { getProfile }) => ({
      status: 200,
      body: await getProfile.execute({ userId }),
    }),
  }),
  route({
    ...common,
    method: 'PATCH',
    path: '/api/me',
    operationId: 'updateProfile',
    summary: 'Change my name, zone or start of the day',
    description: 'Zone and start of the day hold from the end of the current day; `timeZoneFrom` says which.',
    body: bodyOf<{ username?: string; timeZone?: string; dayStartsAt?: number }>({
      username: field.username,
      timeZone: field.timeZone,
      dayStartsAt: schema.number().integer().min(0).max(6).description('hour at which my day begins'),
    }).min(1),
    bodyExample: { timeZone: 'Asia/Tokyo', dayStartsAt: 3 },
    answers: { 200: { description: 'The profile', schema: USER } },
    errors: ['username-taken', 'invalid-username', 'invalid-time-zone', 'invalid-day-start'],
    handle: async ({ principal: { userId }, body, ip, userAgent }, { updateProfile }) => ({
      status: 200,
      body: await updateProfile.execute({ ...body, userId, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/me',
    operationId: 'deleteAccount',
    summary: 'Delete my account and everything about me',
    body: bodyOf<{ password: string }>({ password: field.password.required() }),
    bodyExample: { password: 'sunny otters swim north' },
    answers: { 204: { description: 'Deleted' } },
    errors: ['wrong-password', 'too-many-attempts', 'last-administrator', 'too-busy'],
    handle: async ({ principal: { userId }, body, ip, userAgent }, { deleteAccount }) => {
      await deleteAccount.execute({ ...body, userId, ip, userAgent });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/api/me/password',
    operationId: 'changePassword',
    summary: 'Change my password; ends my other sessions',
    body: bodyOf<{ currentPassword: string; newPassword: string }>({
      currentPassword: field.password.required(),
      newPassword: field.password.required(),
    }),
    bodyExample: { currentPassword: 'sunny otters swim north', newPassword: 'quiet herons wade south' },
    answers: { 204: { description: 'Changed' } },
    errors: ['wrong-password', 'too-many-attempts', 'weak-password', 'too-busy'],
    handle: async ({ principal, body, ip, userAgent }, { changePassword }) => {
      await changePassword.execute({ ...body, principal, ip, userAgent });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/me/preferences',
    operationId: 'getPreferences',
    summary: 'Which notifications I want, and by which ways',
    answers: { 200: { description: 'Every switch', schema: PREFERENCES } },
    errors: [],
    handle: async ({ principal: { userId } }, { getPreferences }) => ({
      status: 200,
      body: await getPreferences.execute({ userId }),
    }),
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/api/me/preferences',
    operationId: 'setPreferences',
    summary: 'Set which notifications I want',
    description:
      'Replaces what was set before; what is left out is as at first: in the app and to webhooks, not by mail. In the app only reminders and warnings of a streak at risk can be switched off, and then they are not made at all.',
    body: preferencesBody,
    bodyExample: { reminder: { inApp: false }, 'streak-lost': { email: true } },
    answers: { 200: { description: 'Every switch', schema: PREFERENCES } },
    errors: ['not-optional'],
    handle: async ({ principal: { userId }, body: preferences, ip, userAgent }, { setPreferences }) => ({
      status: 200,
      body: await setPreferences.execute({ userId, preferences, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/me/quiet-hours',
    operationId: 'getQuietHours',
    summary: 'When I am to be left in peace',
    answers: { 200: { description: 'The quiet hours', schema: QUIET_HOURS } },
    errors: [],
    handle: async ({ principal: { userId } }, { getQuietHours }) => ({
      status: 200,
      body: await getQuietHours.execute({ userId }),
    }),
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/api/me/quiet-hours',
    operationId: 'setQuietHours',
    summary: 'Set when I am to be left in peace; null switches it off',
    description:
      'By the clock of my zone, past midnight if `to` is the earlier. What is not urgent comes into the inbox at once, and is sent to my devices when the quiet hours are over.',
    body: quietHoursBody,
    bodyExample: { quietHours: { from: '22:00', to: '07:00' } },
    answers: { 200: { description: 'The quiet hours', schema: QUIET_HOURS } },
    errors: ['invalid-quiet-hours'],
    handle: async ({ principal: { userId }, body, ip, userAgent }, { setQuietHours }) => ({
      status: 200,
      body: await setQuietHours.execute({ ...body, userId, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/me/sessions',
    operationId: 'listSessions',
    summary: 'Where I am signed in; beyond 100 sessions the one used longest ago ends',
    query: listQuery,
    answers: { 200: { description: 'Sessions', schema: page(SESSION) } },
    errors: ['invalid-cursor'],
    handle: async ({ principal, query }, { listSessions }) => ({
      status: 200,
      body: await arrayPage((await listSessions.execute({ principal })).items, query, ({ id }) => id),
    }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/me/sessions',
    operationId: 'endSessions',
    summary: 'Sign out everywhere else, or everywhere',
    query: schema.object<{ scope: SessionScope }, true>({
      scope: schema
        .string()
        .valid(...SESSION_SCOPES)
        .default('others')
        .description('`all`: this session too'),
    }),
    answers: { 204: { description: 'Ended, with their sockets' } },
    errors: [],
    handle: async ({ principal, query: { scope }, ip, userAgent }, { endSessions }) => {
      await endSessions.execute({ principal, scope, ip, userAgent });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/me/sessions/:id',
    operationId: 'endSession',
    summary: 'End a session of mine',
    params: idParams,
    answers: { 204: { description: 'Ended' } },
    errors: ['session-not-found'],
    handle: async ({ principal, params: { id }, ip, userAgent }, { endSession }) => {
      await endSession.execute({ principal, id, ip, userAgent });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/me/activity',
    operationId: 'listOwnActivity',
    summary: 'What I did, and who looked at me',
    query: listQuery,
    answers: { 200: { description: 'Activity', schema: page(ACTIVITY) } },
    errors: ['invalid-cursor'],
    handle: async ({ principal: { userId }, query }, { listActivity }) => ({
      status: 200,
      body: await listActivity.execute({ ...query, userId, own: true }),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/me/export',
    operationId: 'exportAccount',
    summary: 'Everything about me, as one file',
    query: schema.object<{ format: 'json' | 'zip' }, true>({
      format: schema
        .string()
        .valid('json', 'zip')
        .default('json')
        .description('`zip`: the JSON as `account.json`, and the tracks as GPX, a file for each month'),
    }),
    answers: { 200: { description: 'The file', mediaTypes: ['application/json', 'application/zip'] } },
    errors: [],
    handle: async ({ principal: { userId }, query: { format } }, { exportAccount, exportArchive }) => {
      const { mediaType, chunks } = await (format === 'zip' ? exportArchive : exportAccount).execute({ userId });
      const file = `attachment; filename="streakline.${format}"`;
      return { status: 200, body: chunks, headers: { 'Content-Type': mediaType, 'Content-Disposition': file } };
    },
  }),
];
