import type { ServiceIdentifier } from 'inversify';
import type { AccessTokens } from '../../application/ports/access-tokens.js';
import type { ActivityLog } from '../../application/ports/activity-log.js';
import type { AlertRepository } from '../../application/ports/alert-repository.js';
import type { ArchiveFormat } from '../../application/ports/archive-format.js';
import type { BroadcastRepository } from '../../application/ports/broadcast-repository.js';
import type { Cache } from '../../application/ports/cache.js';
import type { Clock } from '../../application/ports/clock.js';
import type { CommonPasswords } from '../../application/ports/common-passwords.js';
import type { EventLog } from '../../application/ports/event-log.js';
import type { IdGenerator } from '../../application/ports/id-generator.js';
import type { IdempotencyRepository } from '../../application/ports/idempotency-repository.js';
import type { JobQueue } from '../../application/ports/job-queue.js';
import type { LiveChannel } from '../../application/ports/live-channel.js';
import type { Log } from '../../application/ports/log.js';
import type { Mailer } from '../../application/ports/mailer.js';
import type { NotificationChannel } from '../../application/ports/notification-channel.js';
import type { NotificationRepository } from '../../application/ports/notification-repository.js';
import type { OneTimeTokenRepository } from '../../application/ports/one-time-token-repository.js';
import type { PasswordHasher } from '../../application/ports/password-hasher.js';
import type { Presence } from '../../application/ports/presence.js';
import type { RateLimiter } from '../../application/ports/rate-limiter.js';
import type { ReportRepository } from '../../application/ports/report-repository.js';
import type { Secrets } from '../../application/ports/secrets.js';
import type { SessionRepository } from '../../application/ports/session-repository.js';
import type { TrackFormats } from '../../application/ports/track-formats.js';
import type { TrackRepository } from '../../application/ports/track-repository.js';
import type { TrackingRepository } from '../../application/ports/tracking-repository.js';
import type { UptimeRepository } from '../../application/ports/uptime-repository.js';
import type { UserRepository } from '../../application/ports/user-repository.js';
import type { WaterDayRepository } from '../../application/ports/water-day-repository.js';
import type { Webhook } from '../../application/ports/webhook.js';

/** A name that carries its type: asking for it gives that, and passing it elsewhere does not compile. */
export function token<T>(name: string): ServiceIdentifier<T> {
  return Symbol(name);
}

export const CLOCK = token<Clock>('Clock');
export const IDS = token<IdGenerator>('IdGenerator');
export const LOG = token<Log>('Log');
export const SECRETS = token<Secrets>('Secrets');
export const PASSWORD_HASHER = token<PasswordHasher>('PasswordHasher');
export const COMMON_PASSWORDS = token<CommonPasswords>('CommonPasswords');
export const ACCESS_TOKENS = token<AccessTokens>('AccessTokens');
export const MAILER = token<Mailer>('Mailer');
export const ARCHIVE_FORMAT = token<ArchiveFormat>('ArchiveFormat');
export const TRACK_FORMATS = token<TrackFormats>('TrackFormats');

export const USERS = token<UserRepository>('UserRepository');
export const SESSIONS = token<SessionRepository>('SessionRepository');
export const ONE_TIME_TOKENS = token<OneTimeTokenRepository>('OneTimeTokenRepository');
export const ACTIVITY_LOG = token<ActivityLog>('ActivityLog');
export const REPORTS = token<ReportRepository>('ReportRepository');
export const ALERTS = token<AlertRepository>('AlertRepository');
export const IDEMPOTENCY = token<IdempotencyRepository>('IdempotencyRepository');
export const WATER_DAYS = token<WaterDayRepository>('WaterDayRepository');
export const UPTIME = token<UptimeRepository>('UptimeRepository');
export const TRACKING = token<TrackingRepository>('TrackingRepository');
export const TRACKS = token<TrackRepository>('TrackRepository');
export const NOTIFICATIONS = token<NotificationRepository>('NotificationRepository');
export const BROADCASTS = token<BroadcastRepository>('BroadcastRepository');

export const EVENT_LOG = token<EventLog>('EventLog');
export const JOB_QUEUE = token<JobQueue>('JobQueue');
export const CACHE = token<Cache>('Cache');
export const PRESENCE = token<Presence>('Presence');
export const RATE_LIMITER = token<RateLimiter>('RateLimiter');
/** None unless it is configured. */
export const WEBHOOK = token<Webhook | undefined>('Webhook');
export const CHANNELS = token<readonly NotificationChannel[]>('NotificationChannel');
export const LIVE_CHANNEL = token<LiveChannel>('LiveChannel');

/** Whether every part of the process has started: until then it is not ready. */
export const STARTUP = token<{ done: boolean }>('startup');
