import { END_OF_TIME } from '../../domain/movement/gps-point.js';
import type { MovementSettings } from '../../domain/movement/plausibility.js';
import { sameEnd, TrackFold, type QuarterHour } from '../../domain/movement/track.js';
import { NEVER_TRACKED, trackedUntil } from '../../domain/movement/tracking.js';
import { firstQuarterFrom, QUARTER_MS, quarterOf } from '../../domain/time/hour.js';
import type { Instant } from '../../domain/time/instant.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { TrackingRepository } from '../ports/tracking-repository.js';

/** What a fold has to make right, and the version under which it may write. */
export interface DirtyRange {
  readonly from: Instant;
  /** Inclusive. */
  readonly to: Instant;
  readonly version: number;
}

/** Quarter-hours that are folded, or were stored, and have not been compared yet. */
interface Window {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly folded: readonly QuarterHour[];
}

/** One run of the fold over what is dirty of one user's track. */
export class Refold {
  /** Quarter-hours whose sums are others now. */
  readonly changed = new Set<Instant>();

  constructor(
    private readonly tracks: TrackRepository,
    private readonly tracking: TrackingRepository,
    private readonly settings: MovementSettings,
    private readonly batch: number,
    private readonly userId: string,
  ) {}

  /**
   * Folds from the quarter-hour of `dirty.from` until, behind `dirty.to`, the state is the stored one again.
   * @returns false if another fold has begun since: then that one does it all
   */
  async run(dirty: DirtyRange): Promise<boolean> {
    const retained = await this.tracks.retainedFrom();
    // Quarter-hours whose points have expired stay as they are.
    const from = Math.max(dirty.from, firstQuarterFrom(retained));
    if (from > dirty.to) return true;
    for await (const window of this.windows(from)) {
      // Points may have expired while they were read.
      if ((await this.tracks.retainedFrom()) !== retained) return this.run(dirty);
      const stored = await this.tracks.quarters(this.userId, window);
      // One that ends with the dirty range may be the last that a fold replaced before it died: that proves nothing.
      const agreed = window.folded.find(
        (quarter) => quarter.start + QUARTER_MS > dirty.to + 1 && isStored(quarter, stored),
      );
      if (!(await this.replace(window, stored, agreed, dirty))) return false;
      if (agreed !== undefined) return true;
    }
    return true;
  }

  /** Folds all points from an instant on, in windows that follow each other; the last reaches to the end of time. */
  private async *windows(from: Instant): AsyncGenerator<Window> {
    const before = await this.before(from);
    const tracking = (await this.tracking.get(this.userId)) ?? NEVER_TRACKED;
    const fold = new TrackFold(before, this.settings, trackedUntil(tracking));
    const goesOn = before !== undefined && before.start === quarterOf(from);
    let [start, cursor] = [quarterOf(from), goesOn ? from : quarterOf(from)];
    let folded: QuarterHour[] = goesOn ? [before] : [];
    for (let more = true; more;) {
      const points = await this.tracks.points(this.userId, { from: cursor, to: END_OF_TIME }, this.batch);
      const ended = points.map((point) => fold.add(point));
      more = points.length === this.batch;
      const complete = [...ended, more ? undefined : fold.end()].filter((quarter) => quarter !== undefined);
      // The quarter-hour that went on stays as it was unless a point was added to it.
      if (complete[0]?.start === folded[0]?.start) folded = complete;
      else folded.push(...complete);
      const last = points.at(-1)?.at ?? cursor;
      const end = more ? quarterOf(last) : END_OF_TIME;
      cursor = last + 1;
      if (end === start) continue;
      yield { from: start, to: end, folded };
      [start, folded] = [end, []];
    }
  }

  /** The quarter-hour to go on behind: no point of it lies at or behind the instant. */
  private async before(from: Instant): Promise<QuarterHour | undefined> {
    const current = await this.tracks.quarterBefore(this.userId, from + 1);
    if (current === undefined || current.lastAt < from) return current;
    return this.tracks.quarterBefore(this.userId, current.start);
  }

  private async replace(
    window: Window,
    stored: readonly QuarterHour[],
    agreed: QuarterHour | undefined,
    dirty: DirtyRange,
  ): Promise<boolean> {
    // All that is dirty, also where nothing is seen: a fold that was overtaken may be about to write there.
    const ends = [quarterOf(dirty.to), window.folded.at(-1)?.start ?? 0, stored.at(-1)?.start ?? 0];
    const last = agreed?.start ?? Math.max(...ends);
    const to = Math.min(window.to, last + QUARTER_MS);
    if (to <= window.from) return true;
    const isInside = ({ start }: QuarterHour): boolean => start < to;
    const [gone, come] = [stored.filter(isInside), window.folded.filter(isInside)];
    this.note(gone, come);
    return this.tracks.replaceQuarters(this.userId, { from: window.from, to }, come, dirty.version);
  }

  private note(gone: readonly QuarterHour[], come: readonly QuarterHour[]): void {
    const differences = new Map<Instant, [metres: number, points: number]>();
    for (const [sign, quarters] of [
      [-1, gone],
      [1, come],
    ] as const) {
      for (const { quarter, metres, points } of quarters.flatMap(({ credits }) => credits)) {
        const [others, count] = differences.get(quarter) ?? [0, 0];
        differences.set(quarter, [others + sign * metres, count + sign * points]);
      }
    }
    for (const [quarter, [metres, points]] of differences) {
      if (Math.abs(metres) > 1e-6 || points !== 0) this.changed.add(quarter);
    }
  }
}

function isStored(quarter: QuarterHour, stored: readonly QuarterHour[]): boolean {
  return stored.some((other) => other.start === quarter.start && sameEnd(other, quarter));
}
