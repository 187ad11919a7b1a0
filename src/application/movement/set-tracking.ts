import { isUnavailable } from '../../domain/errors.js';
import { CLOCK_LEEWAY_MS } from '../../domain/movement/gps-point.js';
import { NEVER_TRACKED, say, type Tracking } from '../../domain/movement/tracking.js';
import { toIso, type Instant } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { TrackingRepository } from '../ports/tracking-repository.js';
import { trackingView, type TrackingView } from './get-tracking.js';

/** Switches tracking on or off, now or since a time that has passed. */
export class SetTracking {
  constructor(
    private readonly tracking: TrackingRepository,
    private readonly tracks: TrackRepository,
    private readonly events: EventLog,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `in-the-future`, `too-old` (invalid) */
  async execute(input: {
    readonly userId: string;
    readonly active: boolean;
    readonly since?: Instant | undefined;
  }): Promise<TrackingView> {
    const { userId, active } = input;
    const now = this.clock.now();
    const since = input.since ?? now;
    const change = (tracking = NEVER_TRACKED): Tracking => say(tracking, active, since, now);
    const before = await this.tracking.get(userId);
    if (before !== undefined && change(before) === before) return trackingView(before);
    // No line is counted across a pause, so hours may change. Marked before, because this may die between the two; and
    // after, because a fold may have read the old word meanwhile.
    await this.tracks.markDirty(userId, since, now + CLOCK_LEEWAY_MS);
    const after = await this.tracking.update(userId, change);
    await this.tracks.markDirty(userId, since, now + CLOCK_LEEWAY_MS);
    await this.askForHours(userId, now);
    return trackingView(after);
  }

  private async askForHours(userId: string, now: Instant): Promise<void> {
    try {
      const data = { userId, points: [] };
      const occurredAt = toIso(now);
      await this.events.publish({ id: this.ids.next(), type: 'gps-points.recorded', version: 1, occurredAt, data });
    } catch (error) {
      // The track stays marked: the next points of the user, or the sweep, have it counted.
      if (!isUnavailable(error)) throw error;
    }
  }
}
