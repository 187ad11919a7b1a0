import { ROLES, type Role } from '../../../domain/identity/role.js';
import { ACTIVITY_TYPES, type ActivityType } from '../../../domain/insight/activity.js';
import { OUTER_CHANNELS } from '../../../domain/notification/channel-delivery.js';
import type { FailedNotificationsRequest } from '../../../application/notification/list-failed-notifications.js';
import type { MetricsQuery } from '../../../application/insight/get-metrics.js';
import type { ActivityQuery } from '../../../application/insight/list-activity.js';
import type { UserQuery } from '../../../application/insight/list-users.js';
import { USER_SORTS } from '../../../application/ports/user-repository.js';
import { pagesOf, type PageRequest } from '../../../application/paging.js';
import { CSV, csvFile } from '../csv.js';
import { exampleInstant } from '../example-instants.js';
import type { Route } from '../route.js';
import { route } from '../route.js';
import { answer, bodyOf, idParams, instantRange, page, pageQuery, schema } from '../schemas.js';
import { arrayPage } from '../array-page.js';
import { ACTIVITY, USER } from '../shapes/identity.js';
import { ALERT, METRICS, REPORT } from '../shapes/insight.js';
import { DELIVERY } from '../shapes/notifications.js';
import { USER_OVERVIEW } from '../shapes/overview.js';

const common = { tag: 'Administration', access: 'admin' } as const;

const role = schema.string().valid(...ROLES);
const day = schema.day().description('inclusive');
const format = schema
  .string()
  .valid('json', 'csv')
  .default('json')
  .description('`csv`: a file with the whole list; `limit` and `cursor` do not hold then');
type Format = 'json' | 'csv';

type ActivityListQuery = Omit<ActivityQuery, 'types' | 'own'> & {
  readonly type?: ActivityType;
  readonly format: Format;
};

interface ReportListQuery extends PageRequest {
  readonly from?: string;
  readonly to?: string;
  readonly format: Format;
}

const ACTIVITY_COLUMNS = ['at', 'type', 'userId', 'ip', 'userAgent', 'details', 'id'] as const;
const REPORT_COLUMNS = [
  'day',
  'timeZone',
  'logins',
  'failedLogins',
  'registrations',
  'intakes',
  'millilitres',
  'goalsReached',
  'metres',
  'points',
  'notifications',
  'notificationsDelivered',
  'notificationsFailed',
  'notificationsDead',
  'generatedAt',
] as const;

export const adminRoutes: readonly Route[] = [
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/users',
    operationId: 'listUsers',
    summary: 'Users, by default the newest first',
    query: schema.object<UserQuery, true>({
      ...pageQuery,
      role,
      active: schema.boolean(),
      disabled: schema.boolean(),
      connected: schema.boolean(),
      q: schema.string().max(100).description('part of the user name or e-mail address'),
      createdFrom: instantRange.from,
      createdTo: instantRange.to,
      sort: schema
        .string()
        .valid(...Object.keys(USER_SORTS))
        .description('`-`: the greatest first; those who never signed in, or were never seen, come last both ways'),
    }),
    answers: { 200: { description: 'Users', schema: page(USER) } },
    errors: ['invalid-cursor'],
    handle: async ({ query }, { listUsers }) => ({ status: 200, body: await listUsers.execute(query) }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/users/:id',
    operationId: 'viewUser',
    summary: 'A user with water and movement; the user sees who looked',
    params: idParams,
    answers: { 200: { description: 'The last 30 days', schema: USER_OVERVIEW } },
    errors: ['user-not-found'],
    handle: async ({ principal: administrator, params: { id: userId }, ip, userAgent }, { viewUser }) => ({
      status: 200,
      body: await viewUser.execute({ administrator, userId, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    method: 'PATCH',
    path: '/api/admin/users/:id',
    operationId: 'changeUser',
    summary: 'Change the role of a user, or disable or enable one',
    params: idParams,
    body: bodyOf<{ role?: Role; disabled?: boolean }>({ role, disabled: schema.boolean() }).min(1),
    bodyExample: { disabled: true },
    answers: { 200: { description: 'The user; it holds at once', schema: USER } },
    errors: ['user-not-found', 'last-administrator'],
    handle: async ({ principal: administrator, params: { id: userId }, body, ip, userAgent }, { changeUser }) => ({
      status: 200,
      body: await changeUser.execute({ ...body, administrator, userId, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/admin/users/:id/sessions',
    operationId: 'signOutUser',
    summary: 'End every session of a user; the user sees who did it',
    params: idParams,
    answers: { 204: { description: 'Ended, with their sockets' } },
    errors: ['user-not-found'],
    handle: async ({ principal: administrator, params: { id: userId }, ip, userAgent }, { signOutUser }) => {
      await signOutUser.execute({ administrator, userId, ip, userAgent });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/metrics',
    operationId: 'getMetrics',
    summary: 'Figures of the dashboard',
    query: schema.object<MetricsQuery, true>({ role, ...instantRange }),
    answers: { 200: { description: 'The figures', schema: METRICS } },
    errors: [],
    handle: async ({ query }, { getMetrics }) => ({ status: 200, body: await getMetrics.execute(query) }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/activity',
    operationId: 'listActivity',
    summary: 'What accounts did and what was done to them; a user whose it is sees who looked',
    query: schema.object<ActivityListQuery, true>({
      ...pageQuery,
      type: schema.string().valid(...ACTIVITY_TYPES),
      userId: schema.string().max(100),
      role: role.description('the account had it when it happened'),
      ...instantRange,
      format,
    }),
    answers: { 200: { description: 'Activity', schema: page(ACTIVITY), mediaTypes: [CSV] } },
    errors: ['invalid-cursor'],
    handle: async ({ principal: administrator, query, ip, userAgent }, { viewActivity }) => {
      const { type, format, limit, cursor, ...filter } = query;
      const types = type === undefined ? undefined : [type];
      const pageOf = await viewActivity.execute({ ...filter, types, administrator, ip, userAgent });
      return format === 'csv'
        ? csvFile('activity', pagesOf(pageOf), ACTIVITY_COLUMNS)
        : { status: 200, body: await pageOf({ limit, cursor }) };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/reports',
    operationId: 'listReports',
    summary: 'Daily reports, newest first; the last 30 by default',
    query: schema.object<ReportListQuery, true>({ ...pageQuery, from: day, to: day, format }),
    answers: { 200: { description: 'Reports', schema: page(REPORT), mediaTypes: [CSV] } },
    errors: ['invalid-cursor'],
    handle: async ({ query: { from, to, format, ...request } }, { listReports }) => {
      const { items } = await listReports.execute({ from, to });
      return format === 'csv'
        ? csvFile('reports', [items], REPORT_COLUMNS)
        : { status: 200, body: await arrayPage(items, request, (report) => report.day) };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/reports/:day',
    operationId: 'getReport',
    summary: 'The report of a day',
    params: schema.object<{ day: string }, true>({ day: schema.day().required() }),
    answers: { 200: { description: 'The report', schema: REPORT } },
    errors: ['no-report'],
    handle: async ({ params }, { getReport }) => ({ status: 200, body: await getReport.execute(params) }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/alerts',
    operationId: 'listAlerts',
    summary: 'Alerts on spikes of failed logins',
    query: schema.object<PageRequest, true>(pageQuery),
    answers: { 200: { description: 'Alerts', schema: page(ALERT) } },
    errors: ['invalid-cursor'],
    handle: async ({ query }, { listAlerts }) => ({ status: 200, body: await listAlerts.execute(query) }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/notifications/failed',
    operationId: 'listFailedNotifications',
    summary: 'Notifications that went unacknowledged, or were given up on a channel, of all users',
    query: schema.object<FailedNotificationsRequest, true>({
      ...pageQuery,
      channel: schema
        .string()
        .valid(...OUTER_CHANNELS)
        .description('those given up on it, whether or not they came to a device'),
    }),
    answers: { 200: { description: 'Notifications', schema: page(DELIVERY) } },
    errors: ['invalid-cursor'],
    handle: async ({ query }, { listFailedNotifications }) => ({
      status: 200,
      body: await listFailedNotifications.execute(query),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/notifications/:id',
    operationId: 'viewNotification',
    summary: 'A notification of anyone, and how its delivery went; its user sees who looked',
    params: idParams,
    answers: { 200: { description: 'The notification', schema: DELIVERY } },
    errors: ['notification-not-found'],
    handle: async ({ principal: administrator, params: { id }, ip, userAgent }, { viewNotification }) => ({
      status: 200,
      body: await viewNotification.execute({ administrator, id, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    method: 'POST',
    path: '/api/admin/notifications/replay',
    operationId: 'requeueNotifications',
    summary: 'Try to deliver again those named, or all that failed or are dead',
    body: schema
      .object<{ ids?: string[]; since?: number } | undefined>({
        ids: schema.array().items(schema.string().max(100)).min(1).max(1000),
        since: schema.instant().description('created at or after'),
      })
      .oxor('ids', 'since'),
    bodyExample: { since: exampleInstant('anHourAgo') },
    answers: {
      200: { description: 'How many will be tried', schema: answer({ queued: schema.number().integer().min(0) }) },
    },
    errors: [],
    handle: async ({ principal: administrator, body, ip, userAgent }, { requeueNotifications }) => ({
      status: 200,
      body: await requeueNotifications.execute({ ...body, administrator, ip, userAgent }),
    }),
  }),
];
