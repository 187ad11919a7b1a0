import { ContainerModule } from 'inversify';
import type { ResolutionContext } from 'inversify';
import type { Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
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
import * as tokens from './tokens.js';

export const EMBEDDED_DATABASE = tokens.token<EmbeddedDatabase>('EmbeddedDatabase');

/** The file in `DATA_DIR`, opened when the first adapter on it is asked for. */
export function embeddedDatabase({ dataDirectory }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(EMBEDDED_DATABASE).toDynamicValue(() => new EmbeddedDatabase(dataDirectory, MIGRATIONS));
  });
}

type OnDatabase<Port> = new (database: EmbeddedDatabase, clock: Clock, log: Log) => Port;

/** An adapter on the file, which answers when what it has written is on the disk. */
function onDisk<Port extends object>(Adapter: OnDatabase<Port>): (c: ResolutionContext) => Port {
  return (c) => {
    const database = c.get(EMBEDDED_DATABASE);
    return database.durably(new Adapter(database, c.get(tokens.CLOCK), c.get(tokens.LOG)));
  };
}

/** In place of MongoDB. */
export const embeddedStore = new ContainerModule(({ bind }) => {
  bind(tokens.USERS).toDynamicValue(onDisk(EmbeddedUserRepository));
  bind(tokens.SESSIONS).toDynamicValue(onDisk(EmbeddedSessionRepository));
  bind(tokens.ONE_TIME_TOKENS).toDynamicValue(onDisk(EmbeddedOneTimeTokenRepository));
  bind(tokens.ACTIVITY_LOG).toDynamicValue(onDisk(EmbeddedActivityLog));
  bind(tokens.REPORTS).toDynamicValue(onDisk(EmbeddedReportRepository));
  bind(tokens.ALERTS).toDynamicValue(onDisk(EmbeddedAlertRepository));
  bind(tokens.IDEMPOTENCY).toDynamicValue(onDisk(EmbeddedIdempotencyRepository));
  bind(tokens.WATER_DAYS).toDynamicValue(onDisk(EmbeddedWaterDayRepository));
  bind(tokens.UPTIME).toDynamicValue(onDisk(EmbeddedUptimeRepository));
  bind(tokens.TRACKING).toDynamicValue(onDisk(EmbeddedTrackingRepository));
  bind(tokens.TRACKS).toDynamicValue(onDisk(EmbeddedTrackRepository));
  bind(tokens.NOTIFICATIONS).toDynamicValue(onDisk(EmbeddedNotificationRepository));
  bind(tokens.BROADCASTS).toDynamicValue(onDisk(EmbeddedBroadcastRepository));
});

/** In place of Kafka. */
export const embeddedEvents = new ContainerModule(({ bind }) => {
  bind(tokens.EVENT_LOG).toDynamicValue(onDisk(EmbeddedEventLog));
});

/** In place of Redis. */
export const embeddedMemory = new ContainerModule(({ bind }) => {
  bind(tokens.JOB_QUEUE).toDynamicValue(onDisk(EmbeddedJobQueue));
  bind(tokens.CACHE).toDynamicValue((c) => new EmbeddedCache(c.get(tokens.CLOCK)));
  bind(tokens.PRESENCE).toDynamicValue(() => new EmbeddedPresence());
  bind(tokens.RATE_LIMITER).toDynamicValue((c) => new EmbeddedRateLimiter(c.get(tokens.CLOCK)));
});
