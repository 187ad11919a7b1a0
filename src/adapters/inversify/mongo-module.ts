import { ContainerModule } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import { MongoActivityLog } from '../mongo/mongo-activity-log.js';
import { MongoAlertRepository } from '../mongo/mongo-alert-repository.js';
import { MongoBroadcastRepository } from '../mongo/mongo-broadcast-repository.js';
import { MongoConnection } from '../mongo/mongo-connection.js';
import { MongoIdempotencyRepository } from '../mongo/mongo-idempotency-repository.js';
import { MongoNotificationRepository } from '../mongo/mongo-notification-repository.js';
import { MongoOneTimeTokenRepository } from '../mongo/mongo-one-time-token-repository.js';
import { MongoReportRepository } from '../mongo/mongo-report-repository.js';
import { MongoSessionRepository } from '../mongo/mongo-session-repository.js';
import { MongoTrackRepository } from '../mongo/mongo-track-repository.js';
import { MongoTrackingRepository } from '../mongo/mongo-tracking-repository.js';
import { MongoUptimeRepository } from '../mongo/mongo-uptime-repository.js';
import { MongoUserRepository } from '../mongo/mongo-user-repository.js';
import { MongoWaterDayRepository } from '../mongo/mongo-water-day-repository.js';
import * as token from './tokens.js';

export const MONGO: ServiceIdentifier<MongoConnection> = Symbol('MongoConnection');

/** Every repository on MongoDB. */
export function mongoModule(url: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(MONGO).toDynamicValue(() => new MongoConnection(url));
    bind(token.USERS).toDynamicValue((c) => new MongoUserRepository(c.get(MONGO).connection));
    bind(token.SESSIONS).toDynamicValue((c) => new MongoSessionRepository(c.get(MONGO).connection));
    bind(token.ONE_TIME_TOKENS).toDynamicValue((c) => new MongoOneTimeTokenRepository(c.get(MONGO).connection));
    bind(token.ACTIVITY_LOG).toDynamicValue((c) => new MongoActivityLog(c.get(MONGO).connection));
    bind(token.REPORTS).toDynamicValue((c) => new MongoReportRepository(c.get(MONGO).connection));
    bind(token.ALERTS).toDynamicValue((c) => new MongoAlertRepository(c.get(MONGO).connection));
    bind(token.IDEMPOTENCY).toDynamicValue((c) => new MongoIdempotencyRepository(c.get(MONGO).connection));
    bind(token.WATER_DAYS).toDynamicValue((c) => new MongoWaterDayRepository(c.get(MONGO).connection));
    bind(token.UPTIME).toDynamicValue((c) => new MongoUptimeRepository(c.get(MONGO).connection));
    bind(token.TRACKING).toDynamicValue((c) => new MongoTrackingRepository(c.get(MONGO).connection));
    bind(token.TRACKS).toDynamicValue((c) => new MongoTrackRepository(c.get(MONGO).connection));
    bind(token.NOTIFICATIONS).toDynamicValue((c) => new MongoNotificationRepository(c.get(MONGO).connection));
    bind(token.BROADCASTS).toDynamicValue((c) => new MongoBroadcastRepository(c.get(MONGO).connection));
  });
}
