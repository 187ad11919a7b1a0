import type { Instant } from '../time/instant.js';
import { readGpsPoint, readPointInstant, type GpsPoint, type PointRefusal } from './gps-point.js';

/** A segment whose first point was refused. */
interface LostStart {
  /** Undefined where it was sent without an instant to believe. */
  readonly at: Instant | undefined;
  /** How many of those sent before it were taken. */
  readonly behind: number;
}

/**
 * Points as a client sends them together, in any order: each is taken or refused alone. A segment whose first point is
 * refused begins with the next that is taken: by its instant, or as sent where that is not to be believed.
 */
export class SentPoints {
  private readonly taken: GpsPoint[] = [];
  private readonly lostStarts: LostStart[] = [];

  /**
   * @param acceptedAt what their age is judged by
   * @param isTracked whether points of an instant are wanted
   */
  constructor(
    private readonly acceptedAt: Instant,
    private readonly isTracked: (at: Instant) => boolean,
  ) {}

  /** @returns why it is refused, if it is */
  add(raw: unknown): PointRefusal | undefined {
    const point = readGpsPoint(raw, this.acceptedAt);
    if (typeof point !== 'string' && this.isTracked(point.at)) {
      this.taken.push(point);
      return undefined;
    }
    this.rememberStart(raw);
    return typeof point === 'string' ? point : 'tracking-off';
  }

  /** Those that were taken, as sent. */
  get points(): readonly GpsPoint[] {
    if (this.lostStarts.length === 0) return this.taken;
    const starts = this.starts();
    return this.taken.map((point) => (starts.has(point.at) ? { ...point, startsSegment: true } : point));
  }

  private rememberStart(raw: unknown): void {
    const { at, startsSegment } = (raw ?? {}) as Record<string, unknown>;
    if (startsSegment !== true) return;
    const instant = readPointInstant(at, this.acceptedAt);
    this.lostStarts.push({ at: typeof instant === 'string' ? undefined : instant, behind: this.taken.length });
  }

  /** When the next points behind lost starts were. */
  private starts(): ReadonlySet<Instant> {
    const lost = this.lostStarts.map(({ at, behind }) => ({ at: at ?? this.taken[behind]?.at ?? Infinity, isLost: 1 }));
    const taken = this.taken.map(({ at }) => ({ at, isLost: 0 }));
    const starts = new Set<Instant>();
    let begins = false;
    for (const { at, isLost } of [...lost, ...taken].sort((a, b) => a.at - b.at || b.isLost - a.isLost)) {
      if (isLost === 0 && begins) starts.add(at);
      begins = isLost === 1;
    }
    return starts;
  }
}
