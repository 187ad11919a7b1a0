import { activityTables } from './embedded-activity-log.js';
import { alertTables } from './embedded-alert-repository.js';
import { broadcastTables } from './embedded-broadcast-repository.js';
import { idempotencyTables } from './embedded-idempotency-repository.js';
import { oneTimeTokenTables } from './embedded-one-time-token-repository.js';
import { reportTables } from './embedded-report-repository.js';
import { eventTables } from './embedded-event-store.js';
import { jobTables } from './embedded-job-store.js';
import { sessionTables } from './embedded-session-repository.js';
import { userTables } from './embedded-user-repository.js';
import { notificationTables } from './embedded-notification-repository.js';
import { trackTables } from './embedded-track-repository.js';
import { trackingTables } from './embedded-tracking-repository.js';
import { uptimeTables } from './embedded-uptime-repository.js';
import { waterDayTables } from './embedded-water-day-repository.js';

/** Every table of the embedded store, in the order of creation. */
const TABLES: readonly string[] = [
  userTables,
  sessionTables,
  oneTimeTokenTables,
  idempotencyTables,
  activityTables,
  reportTables,
  alertTables,
  eventTables,
  jobTables,
  waterDayTables,
  uptimeTables,
  trackingTables,
  trackTables,
  notificationTables,
  broadcastTables,
];

/** One entry a schema version; what was released is never changed, only added to. */
export const MIGRATIONS: readonly string[] = [TABLES.join('\n')];
