import { HOUR } from '../../domain/time/duration.js';
import type { ActivityLog } from '../ports/activity-log.js';
import type { AlertRepository } from '../ports/alert-repository.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { Clock } from '../ports/clock.js';
import type { IdempotencyRepository } from '../ports/idempotency-repository.js';
import type { Log } from '../ports/log.js';
import type { OneTimeTokenRepository } from '../ports/one-time-token-repository.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { TrackRepository } from '../ports/track-repository.js';

/** Both in days. */
export interface RetentionSettings {
  /** Alerts too. `ACTIVITY_RETENTION` */
  readonly activityRetention: number;
  /** Raw GPS points; hours stay. `MOVEMENT_RETENTION` */
  readonly movementRetention: number;
}

const DAY_MS = 24 * HOUR;
/** For so long an ended session, a used token or a sent message still gets the answer that says what became of it. */
const EXPLAINED_MS = 7 * DAY_MS;

/** Job `retention`. */
export class PurgeExpired {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly idempotency: IdempotencyRepository,
    private readonly broadcasts: BroadcastRepository,
    private readonly activities: ActivityLog,
    private readonly alerts: AlertRepository,
    private readonly tracks: TrackRepository,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly settings: RetentionSettings,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    const { activityRetention, movementRetention } = this.settings;
    const removed = {
      sessions: await this.sessions.removeExpired(now - EXPLAINED_MS),
      tokens: await this.tokens.removeExpired(now - EXPLAINED_MS),
      idempotencyKeys: await this.idempotency.removeExpired(now),
      scheduledMessages: await this.broadcasts.removeFinishedBefore(now - EXPLAINED_MS),
      activities: await this.activities.removeBefore(now - activityRetention * DAY_MS),
      // They name whom and what the activities did.
      alerts: await this.alerts.removeBefore(now - activityRetention * DAY_MS),
      points: await this.tracks.removePointsBefore(now - movementRetention * DAY_MS, now),
    };
    if (Object.values(removed).some((count) => count > 0)) this.log.info(removed, 'expired things removed');
  }
}
