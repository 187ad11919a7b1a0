import { HOUR, MINUTE } from '../time/duration.js';
import type { Instant, InstantRange } from '../time/instant.js';
import type { SpikeFigures } from './spike-figures.js';

/** What the operator's systems are told of an alert, each once. */
export type AlertEvent = 'opened' | 'resolved';

/** More failed logins than usual, with the figures of the window that had the most failures. */
export interface LoginAlert extends SpikeFigures {
  readonly id: string;
  readonly startedAt: Instant;
  /** The last look at which the spike was still on. */
  readonly lastSpikeAt: Instant;
  readonly resolvedAt: Instant | null;
  /** What the webhook has taken, or refused for good. */
  readonly announced: readonly AlertEvent[];
}

export interface SpikeSettings {
  /** Minutes, `LOGIN_SPIKE_WINDOW`. */
  readonly window: number;
  /** Fewest failures in a window, `LOGIN_SPIKE_MIN`. */
  readonly min: number;
  /** Times the mean of the hour, `LOGIN_SPIKE_FACTOR`. */
  readonly factor: number;
  /** Minutes without a spike until an alert is resolved, `LOGIN_SPIKE_COOLDOWN`. */
  readonly cooldown: number;
}

const BASELINE_DAYS = 7;

/** The same hour of UTC on each of the seven days before. UTC has no days of 23 or 25 hours. */
export function baselineHours(now: Instant): readonly InstantRange[] {
  const hour = Math.floor(now / HOUR) * HOUR;
  return Array.from({ length: BASELINE_DAYS }, (_, index) => hour - (index + 1) * 24 * HOUR).map((from) => ({
    from,
    to: from + HOUR,
  }));
}

/** Whether a window's failures are far above what its hour usually has. @param hourly failures of each baseline hour */
export function isSpike(failures: number, hourly: readonly number[], { window, min, factor }: SpikeSettings): boolean {
  const mean = hourly.reduce((sum, count) => sum + count, 0) / Math.max(1, hourly.length);
  return failures >= min && failures >= (factor * mean * window) / 60;
}

/** @param figures of the window that was looked at, if it may be the worst so far */
export function spikeContinues(alert: LoginAlert, now: Instant, figures?: SpikeFigures): LoginAlert {
  const worse = figures !== undefined && figures.failures > alert.failures ? figures : {};
  return { ...alert, ...worse, lastSpikeAt: Math.max(alert.lastSpikeAt, now) };
}

export function announced(alert: LoginAlert, event: AlertEvent): LoginAlert {
  return alert.announced.includes(event) ? alert : { ...alert, announced: [...alert.announced, event] };
}

/** Resolves once it has been quiet for the cool-down. */
export function isOver(alert: LoginAlert, now: Instant, { cooldown }: SpikeSettings): boolean {
  return now - alert.lastSpikeAt >= cooldown * MINUTE;
}
