import { DomainError } from '../../domain/errors.js';
import { writeGpsPoint, type GpsPoint, type PointRefusal } from '../../domain/movement/gps-point.js';
import { SentPoints } from '../../domain/movement/sent-points.js';
import { currentTracking, lastSaidAt, NEVER_TRACKED, trackedAt } from '../../domain/movement/tracking.js';
import { toIso, type Instant } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { TrackingRepository } from '../ports/tracking-repository.js';

/** Some 100 kB: far below what brokers take. */
const POINTS_AN_EVENT = 500;

export interface RecordedPoints {
  readonly accepted: number;
  /** By the index at which the point was sent, ascending. */
  readonly rejected: readonly { readonly index: number; readonly reason: PointRefusal }[];
}

/** Takes the points of a user. They are accepted once the event log has them. */
export class RecordGpsPoints {
  constructor(
    private readonly tracking: TrackingRepository,
    private readonly events: EventLog,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `tracking-inactive` (conflict); `unavailable` when the log is away: repeating is safe */
  async execute({
    userId,
    points,
  }: {
    readonly userId: string;
    readonly points: Iterable<unknown> | AsyncIterable<unknown>;
  }): Promise<RecordedPoints> {
    const now = this.clock.now();
    const tracking = (await this.tracking.get(userId)) ?? NEVER_TRACKED;
    const sent = new SentPoints(now, trackedAt(tracking));
    const rejected: { index: number; reason: PointRefusal }[] = [];
    let index = 0;
    for await (const raw of points) {
      const reason = sent.add(raw);
      if (reason !== undefined) rejected.push({ index, reason });
      index += 1;
    }
    const accepted = sent.points;
    if (accepted.length === 0 && !currentTracking(tracking).active) throw inactive();
    await this.publish(userId, accepted, { occurredAt: toIso(now), saidAt: lastSaidAt(tracking) });
    return { accepted: accepted.length, rejected };
  }

  private async publish(
    userId: string,
    points: readonly GpsPoint[],
    { occurredAt, saidAt }: { readonly occurredAt: string; readonly saidAt: Instant | null },
  ): Promise<void> {
    for (let start = 0; start < points.length; start += POINTS_AN_EVENT) {
      await this.events.publish({
        id: this.ids.next(),
        type: 'gps-points.recorded',
        version: 1,
        occurredAt,
        data: {
          userId,
          points: points.slice(start, start + POINTS_AN_EVENT).map(writeGpsPoint),
          ...(saidAt !== null && { trackingSaidAt: toIso(saidAt) }),
        },
      });
    }
  }
}

function inactive(): DomainError {
  return new DomainError('conflict', 'tracking-inactive', 'Tracking is off: switch it on before sending points.');
}
