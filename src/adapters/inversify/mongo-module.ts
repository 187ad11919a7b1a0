import { ContainerModule } from 'inversify';
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
import * as tokens from './tokens.js';

export const MONGO = tokens.token<MongoConnection>('MongoConnection');

/** Every repository on MongoDB. */
export function mongoModule(url: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(MONGO).toDynamicValue(() => new MongoConnection(url));
    bind(tokens.USERS).toDynamicValue((c) => new MongoUserRepository(c.get(MONGO).connection));
    bind(tokens.SESSIONS).toDynamicValue((c) => new MongoSessionRepository(c.get(MONGO).connection));
    bind(tokens.ONE_TIME_TOKENS).toDynamicValue((c) => new MongoOneTimeTokenRepository(c.get(MONGO).connection));
    bind(tokens.ACTIVITY_LOG).toDynamicValue((c) => new MongoActivityLog(c.get(MONGO).connection));
    bind(tokens.REPORTS).toDynamicValue((c) => new MongoReportRepository(c.get(MONGO).connection));
    bind(tokens.ALERTS).toDynamicValue((c) => new MongoAlertRepository(c.get(MONGO).connection));
    bind(tokens.IDEMPOTENCY).toDynamicValue((c) => new MongoIdempotencyRepository(c.get(MONGO).connection));
    bind(tokens.WATER_DAYS).toDynamicValue((c) => new MongoWaterDayRepository(c.get(MONGO).connection));
    bind(tokens.UPTIME).toDynamicValue((c) => new MongoUptimeRepository(c.get(MONGO).connection));
    bind(tokens.TRACKING).toDynamicValue((c) => new MongoTrackingRepository(c.get(MONGO).connection));
    bind(tokens.TRACKS).toDynamicValue((c) => new MongoTrackRepository(c.get(MONGO).connection));
    bind(tokens.NOTIFICATIONS).toDynamicValue((c) => new MongoNotificationRepository(c.get(MONGO).connection));
    bind(tokens.BROADCASTS).toDynamicValue((c) => new MongoBroadcastRepository(c.get(MONGO).connection));
  });
}
