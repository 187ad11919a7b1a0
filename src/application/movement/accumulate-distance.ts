import { DomainError } from '../../domain/errors.js';
import { CLOCK_LEEWAY_MS, type GpsPoint } from '../../domain/movement/gps-point.js';
import { SentPoints } from '../../domain/movement/sent-points.js';
import { NEVER_TRACKED, trackedAt } from '../../domain/movement/tracking.js';
import { parseInstant, type Instant } from '../../domain/time/instant.js';
import { userNotFound } from '../../domain/identity/user.js';
import type { GpsPointsRecorded } from '../events.js';
import type { Clock } from '../ports/clock.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { TrackingRepository } from '../ports/tracking-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { FoldTrack } from './fold-track.js';

/** Stores points of a user and folds them into metres per quarter-hour. Again is no more than once. */
export class AccumulateDistance {
  constructor(
    private readonly users: UserRepository,
    private readonly tracking: TrackingRepository,
    private readonly tracks: TrackRepository,
    private readonly fold: FoldTrack,
    private readonly clock: Clock,
  ) {}

  /**
   * Points of a deleted user are dropped.
   * @throws DomainError `user-not-found` for a user there never was, `invalid-event`
   */
  async execute(event: GpsPointsRecorded): Promise<void> {
    const { userId } = event.data;
    if ((await this.users.get(userId)) === undefined) {
      await this.dropOrRefuse(userId);
      return;
    }
    const points = await this.accepted(event);
    const [first, last] = [earliest(points), latest(points)];
    if (first === undefined || last === undefined) {
      await this.fold.execute(userId);
      return;
    }
    const marked = await this.tracks.markDirty(userId, first, last);
    await this.tracks.putPoints(userId, points);
    await this.fold.execute(userId, marked);
    // The account may have been deleted meanwhile, and its points with it: none may come back.
    if (await this.users.wasRemoved(userId)) await this.tracks.remove(userId);
  }

  private async dropOrRefuse(userId: string): Promise<void> {
    if (await this.users.wasRemoved(userId)) return;
    throw userNotFound();
  }

  /**
   * Anyone may publish, so every point is read again, as of when it was accepted. Its user may have changed his mind
   * about that time since, even while it was accepted: what was accepted stays.
   */
  private async accepted({ occurredAt, data }: GpsPointsRecorded): Promise<readonly GpsPoint[]> {
    const acceptedAt = this.acceptance(occurredAt);
    const tracking = (await this.tracking.get(data.userId)) ?? NEVER_TRACKED;
    const saidAt = data.trackingSaidAt === undefined ? undefined : parseInstant(data.trackingSaidAt);
    const [isTracked, wasTracked] = [trackedAt(tracking), trackedAt(tracking, saidAt ?? acceptedAt)];
    const sent = new SentPoints(acceptedAt, (at) => isTracked(at) || wasTracked(at));
    for (const raw of data.points) sent.add(raw);
    return sent.points;
  }

  /** No event is from the future, whatever it says: its points would be. */
  private acceptance(occurredAt: string): Instant {
    const instant = parseInstant(occurredAt);
    if (instant !== undefined) return Math.min(instant, this.clock.now() + CLOCK_LEEWAY_MS);
    throw new DomainError('invalid', 'invalid-event', 'The event does not say when it occurred.');
  }
}

function earliest(points: readonly GpsPoint[]): Instant | undefined {
  return points.reduce<Instant | undefined>((found, { at }) => Math.min(found ?? at, at), undefined);
}

function latest(points: readonly GpsPoint[]): Instant | undefined {
  return points.reduce<Instant | undefined>((found, { at }) => Math.max(found ?? at, at), undefined);
}
