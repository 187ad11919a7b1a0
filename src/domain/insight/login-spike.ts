import type { Instant } from '../time/instant.js';

/** `brute-force`: many tries on few accounts; `stuffing`: few tries on many. */
export type SpikeKind = 'brute-force' | 'stuffing';

/** What the operator's systems are told of an alert, each once. */
export type AlertEvent = 'opened' | 'resolved';

/** More failed logins than usual. `failures`, `accounts` and `addresses` count the window in which it was seen. */
export interface LoginAlert {
  readonly id: string;
  readonly kind: SpikeKind;
  readonly startedAt: Instant;
  /** The last look at which the spike was still on. */
  readonly lastSpikeAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly failures: number;
  readonly accounts: number;
  readonly addresses: number;
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

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BASELINE_DAYS = 7;
/** Up to so many tries an account it is a list of leaked passwords, each tried where it was used. */
const STUFFING_TRIES = 3;

export interface Span {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

/** The same hour of UTC on each of the seven days before. UTC has no days of 23 or 25 hours. */
export function baselineHours(now: Instant): readonly Span[] {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  return Array.from({ length: BASELINE_DAYS }, (_, index) => hour - (index + 1) * 24 * HOUR_MS).map((from) => ({
    from,
    to: from + HOUR_MS,
  }));
}

/** Whether a window's failures are far above what its hour usually has. @param hourly failures of each baseline hour */
export function isSpike(failures: number, hourly: readonly number[], { window, min, factor }: SpikeSettings): boolean {
  const mean = hourly.reduce((sum, count) => sum + count, 0) / Math.max(1, hourly.length);
  return failures >= min && failures >= (factor * mean * window) / 60;
}

export function spikeKind(failures: number, accounts: number): SpikeKind {
  return failures <= STUFFING_TRIES * accounts ? 'stuffing' : 'brute-force';
}

export function spikeContinues(alert: LoginAlert, now: Instant): LoginAlert {
  return { ...alert, lastSpikeAt: Math.max(alert.lastSpikeAt, now) };
}

export function announced(alert: LoginAlert, event: AlertEvent): LoginAlert {
  return alert.announced.includes(event) ? alert : { ...alert, announced: [...alert.announced, event] };
}

/** Resolves once it has been quiet for the cool-down. */
export function isOver(alert: LoginAlert, now: Instant, { cooldown }: SpikeSettings): boolean {
  return now - alert.lastSpikeAt >= cooldown * MINUTE_MS;
}
