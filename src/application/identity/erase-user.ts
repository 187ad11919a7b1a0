import type { ActivityLog } from '../ports/activity-log.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import type { IdempotencyRepository } from '../ports/idempotency-repository.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { OneTimeTokenRepository } from '../ports/one-time-token-repository.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { TrackingRepository } from '../ports/tracking-repository.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';

/** Removes what belongs to a user everywhere but among the users. Twice is once. */
export class EraseUser {
  constructor(
    private readonly water: WaterDayRepository,
    private readonly tracks: TrackRepository,
    private readonly tracking: TrackingRepository,
    private readonly notifications: NotificationRepository,
    private readonly broadcasts: BroadcastRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: OneTimeTokenRepository,
    private readonly idempotency: IdempotencyRepository,
    private readonly activities: ActivityLog,
  ) {}

  async execute(userId: string): Promise<void> {
    await this.tracking.remove(userId);
    await this.tracks.remove(userId);
    await this.water.remove(userId);
    await this.broadcasts.removeOfUser(userId);
    await this.notifications.removeOfUser(userId);
    await this.sessions.removeOfUser(userId);
    await this.tokens.removeOfUser(userId);
    await this.idempotency.removeOfUser(userId);
    await this.activities.pseudonymise(userId);
  }
}
