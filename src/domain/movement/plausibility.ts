import { HOUR } from '../time/duration.js';
import type { Instant } from '../time/instant.js';
import { geodesicMetres } from './geodesic.js';
import type { GpsPoint } from './gps-point.js';
import type { TrackedUntil } from './tracking.js';

/** What is believed of a track. */
export interface MovementSettings {
  /** m/s; a faster hop is not counted. */
  readonly maxSpeed: number;
  /** m; a fix with a larger radius is kept but not counted. */
  readonly maxAccuracy: number;
  /** s; no line is counted across a longer silence. More than a day is a day. */
  readonly maxGap: number;
}

/** No line is longer, so what a point gives to earlier quarter-hours reaches back a day at most. */
export const LONGEST_GAP_MS = 24 * HOUR;

/**
 * A fix is held while it is within this many times the radii of itself and the anchor: six standard deviations of
 * noise whose radius is one and a half of them. Three let a phone at rest walk 230 m an hour (see
 * docs/how-a-metre-is-counted.md).
 */
const NOISE_FACTOR = 2;

/** Where somebody was, and how well that is known. */
export interface Fix {
  readonly at: Instant;
  readonly latitude: number;
  readonly longitude: number;
  /** Radius in metres; null is unknown. */
  readonly accuracy: number | null;
}

/** What the next point is judged by. */
export interface TrackState {
  /** The last counted point: the next line begins here. */
  readonly anchor: Fix;
  /** The last point that was not rejected: the anchor, or one held within its noise. */
  readonly last: Fix;
  /** A point too far from `last` to be believed, unless the next one is near it. */
  readonly candidate: Fix | null;
  /** `last` is the only point of its line so far, so nothing confirms it yet. */
  readonly alone: boolean;
}

export type PointStatus = 'counted' | 'held' | 'rejected';
export type RejectionReason = 'null-island' | 'inaccurate' | 'implausible-speed';
export type PointReason = RejectionReason | 'stationary';

/** Is told what becomes of points. */
export interface Witness {
  /** Metres were covered between two instants. */
  line(from: Instant, to: Instant, metres: number): void;
  /**
   * @param revised whether it takes back what was said of this point before: `implausible-speed` is counted now, or the
   * reverse
   */
  judged(at: Instant, status: PointStatus, reason: PointReason | null, revised: boolean): void;
  /** No line is drawn to this point: a new one begins. */
  began(at: Instant): void;
}

/** Judges points one by one, in the order of their instants. Its state is all that it knows of those before. */
export class Walk {
  private anchor: Fix | null;
  private last: Fix | null;
  private candidate: Fix | null;
  private alone: boolean;
  private trackedTo: Instant;
  private readonly maxSpeed: number;
  private readonly maxAccuracy: number;
  private readonly maxGap: number;

  constructor(
    state: TrackState | null,
    settings: MovementSettings,
    private readonly trackedUntil: TrackedUntil,
    private readonly witness: Witness,
  ) {
    this.anchor = state?.anchor ?? null;
    this.last = state?.last ?? null;
    this.candidate = state?.candidate ?? null;
    this.alone = state?.alone ?? false;
    this.trackedTo = state === null ? -Infinity : trackedUntil(state.last.at);
    this.maxSpeed = settings.maxSpeed / 1000;
    this.maxAccuracy = settings.maxAccuracy;
    this.maxGap = Math.min(settings.maxGap * 1000, LONGEST_GAP_MS);
  }

  get state(): TrackState | null {
    const { anchor, last, candidate, alone } = this;
    if (anchor === null || last === null) return null;
    return { anchor: fix(anchor), last: fix(last), candidate: candidate && fix(candidate), alone };
  }

  /** Whether a later point may still change what was said of points up to this instant. */
  unsettled(at: Instant): boolean {
    if (this.candidate !== null && this.candidate.at <= at) return true;
    return this.alone && this.last !== null && this.last.at <= at;
  }

  next(point: GpsPoint): void {
    if (point.startsSegment) this.forget();
    const useless = this.uselessness(point);
    if (useless !== undefined) {
      this.witness.judged(point.at, 'rejected', useless, false);
      return;
    }
    const { last, candidate } = this;
    if (last === null || point.at > this.trackedTo) this.begin(point);
    else if (candidate !== null) this.decide(last, candidate, point);
    else if (point.at - last.at > this.maxGap) this.begin(point);
    else {
      const metres = geodesicMetres(last, point);
      if (metres > this.maxSpeed * (point.at - last.at)) this.doubt(point);
      else this.follow(last, point, metres);
    }
  }

  /** Receivers without a fix say 0, 0, again and again, so that the next one near it confirms nothing. */
  private uselessness({ latitude, longitude, accuracy }: GpsPoint): RejectionReason | undefined {
    if (latitude === 0 && longitude === 0) return 'null-island';
    return accuracy !== null && accuracy > this.maxAccuracy ? 'inaccurate' : undefined;
  }

  private forget(): void {
    this.anchor = null;
    this.last = null;
    this.candidate = null;
    this.alone = false;
  }

  private begin(point: Fix): void {
    this.anchor = point;
    this.last = point;
    this.candidate = null;
    this.alone = true;
    this.trackedTo = this.trackedUntil(point.at);
    this.witness.began(point.at);
    this.witness.judged(point.at, 'counted', null, false);
  }

  private doubt(point: Fix): void {
    this.candidate = point;
    this.witness.judged(point.at, 'rejected', 'implausible-speed', false);
  }

  /** Two stories are told: the track stays where it was, or it jumped to the candidate. The nearer one is believed. */
  private decide(last: Fix, candidate: Fix, point: GpsPoint): void {
    const stayed = this.plausibleMetres(last, point);
    const jumped = this.plausibleMetres(candidate, point);
    if (jumped < stayed) {
      this.jump(last, candidate);
      this.follow(candidate, point, jumped);
    } else if (stayed < Infinity) {
      this.candidate = null;
      this.follow(last, point, stayed);
    } else if (point.at - last.at > this.maxGap) this.begin(point);
    else this.doubt(point);
  }

  private plausibleMetres(from: Fix, to: Fix): number {
    const elapsed = to.at - from.at;
    if (elapsed > this.maxGap) return Infinity;
    const metres = geodesicMetres(from, to);
    return metres > this.maxSpeed * elapsed ? Infinity : metres;
  }

  /**
   * Goes on from the candidate, without a line to it. A single point before it, out of which nothing led, was the wrong
   * one.
   */
  private jump(last: Fix, candidate: Fix): void {
    if (this.alone) this.witness.judged(last.at, 'rejected', 'implausible-speed', true);
    this.anchor = candidate;
    this.last = candidate;
    this.candidate = null;
    this.witness.began(candidate.at);
    this.witness.judged(candidate.at, 'counted', null, true);
  }

  private follow(last: Fix, point: Fix, fromLast: number): void {
    const anchor = this.anchor ?? last;
    this.alone = false;
    this.last = point;
    const held = anchor.at !== last.at;
    const metres = held ? geodesicMetres(anchor, point) : fromLast;
    if (metres < noiseRadius(anchor, point)) {
      this.witness.judged(point.at, 'held', 'stationary', false);
      return;
    }
    if (held) this.lineThrough(anchor, last, point, metres);
    else this.witness.line(anchor.at, point.at, metres);
    this.anchor = point;
    this.witness.judged(point.at, 'counted', null, false);
  }

  /** A straight line whose time is known at its ends and, as far as it had come by then, at the last held point. */
  private lineThrough(anchor: Fix, held: Fix, point: Fix, metres: number): void {
    const before = Math.min(metres, geodesicMetres(anchor, held));
    this.witness.line(Math.max(anchor.at, point.at - this.maxGap), held.at, before);
    this.witness.line(held.at, point.at, metres - before);
  }
}

/** Within this of the anchor a point may be noise; 0 where an accuracy is unknown: what is unknown is trusted. */
function noiseRadius(anchor: Fix, point: Fix): number {
  if (anchor.accuracy === null || point.accuracy === null) return 0;
  return NOISE_FACTOR * (anchor.accuracy + point.accuracy);
}

function fix({ at, latitude, longitude, accuracy }: Fix): Fix {
  return { at, latitude, longitude, accuracy };
}
