import { ContainerModule } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import type { Settings } from '../config/settings.js';
import { EmbeddedActivityLog } from '../embedded/embedded-activity-log.js';
import { EmbeddedAlertRepository } from '../embedded/embedded-alert-repository.js';
import { EmbeddedBroadcastRepository } from '../embedded/embedded-broadcast-repository.js';
import { EmbeddedCache } from '../embedded/embedded-cache.js';
import { EmbeddedDatabase } from '../embedded/embedded-database.js';
import { EmbeddedEventLog } from '../embedded/embedded-event-log.js';
import { EmbeddedIdempotencyRepository } from '../embedded/embedded-idempotency-repository.js';
import { EmbeddedJobQueue } from '../embedded/embedded-job-queue.js';
import { EmbeddedNotificationRepository } from '../embedded/embedded-notification-repository.js';
import { EmbeddedOneTimeTokenRepository } from '../embedded/embedded-one-time-token-repository.js';
import { EmbeddedPresence } from '../embedded/embedded-presence.js';
import { EmbeddedRateLimiter } from '../embedded/embedded-rate-limiter.js';
import { EmbeddedReportRepository } from '../embedded/embedded-report-repository.js';
import { EmbeddedSessionRepository } from '../embedded/embedded-session-repository.js';
import { EmbeddedTrackRepository } from '../embedded/embedded-track-repository.js';
import { EmbeddedTrackingRepository } from '../embedded/embedded-tracking-repository.js';
import { EmbeddedUptimeRepository } from '../embedded/embedded-uptime-repository.js';
import { EmbeddedUserRepository } from '../embedded/embedded-user-repository.js';
import { EmbeddedWaterDayRepository } from '../embedded/embedded-water-day-repository.js';
import { MIGRATIONS } from '../embedded/schema.js';
import * as token from './tokens.js';

export const EMBEDDED_DATABASE: ServiceIdentifier<EmbeddedDatabase> = Symbol('EmbeddedDatabase');

/** The file in `DATA_DIR`, opened when the first adapter on it is asked for. */
export function embeddedDatabase({ dataDirectory }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(EMBEDDED_DATABASE)
      .toDynamicValue(() => new EmbeddedDatabase(dataDirectory, MIGRATIONS))
      .inSingletonScope();
  });
}

/** In place of MongoDB. */
export const embeddedStore = new ContainerModule(({ bind }) => {
  bind(token.USERS)
    .toDynamicValue((c) => new EmbeddedUserRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.SESSIONS)
    .toDynamicValue((c) => new EmbeddedSessionRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.ONE_TIME_TOKENS)
    .toDynamicValue((c) => new EmbeddedOneTimeTokenRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.ACTIVITY_LOG)
    .toDynamicValue((c) => new EmbeddedActivityLog(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.REPORTS)
    .toDynamicValue((c) => new EmbeddedReportRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.ALERTS)
    .toDynamicValue((c) => new EmbeddedAlertRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.IDEMPOTENCY)
    .toDynamicValue((c) => new EmbeddedIdempotencyRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.WATER_DAYS)
    .toDynamicValue((c) => new EmbeddedWaterDayRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.UPTIME)
    .toDynamicValue((c) => new EmbeddedUptimeRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.TRACKING)
    .toDynamicValue((c) => new EmbeddedTrackingRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.TRACKS)
    .toDynamicValue((c) => new EmbeddedTrackRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.NOTIFICATIONS)
    .toDynamicValue((c) => new EmbeddedNotificationRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
  bind(token.BROADCASTS)
    .toDynamicValue((c) => new EmbeddedBroadcastRepository(c.get(EMBEDDED_DATABASE)))
    .inSingletonScope();
});

/** In place of Kafka. */
export const embeddedEvents = new ContainerModule(({ bind }) => {
  bind(token.EVENT_LOG)
    .toDynamicValue((c) => new EmbeddedEventLog(c.get(EMBEDDED_DATABASE), c.get(token.CLOCK), c.get(token.LOG)))
    .inSingletonScope();
});

/** In place of Redis. */
export const embeddedMemory = new ContainerModule(({ bind }) => {
  bind(token.JOB_QUEUE)
    .toDynamicValue((c) => new EmbeddedJobQueue(c.get(EMBEDDED_DATABASE), c.get(token.CLOCK), c.get(token.LOG)))
    .inSingletonScope();
  bind(token.CACHE)
    .toDynamicValue((c) => new EmbeddedCache(c.get(token.CLOCK)))
    .inSingletonScope();
  bind(token.PRESENCE)
    .toDynamicValue(() => new EmbeddedPresence())
    .inSingletonScope();
  bind(token.RATE_LIMITER)
    .toDynamicValue((c) => new EmbeddedRateLimiter(c.get(token.CLOCK)))
    .inSingletonScope();
});
