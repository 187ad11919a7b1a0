import { HOUR, MINUTE } from '../time/duration.js';
import type { Instant, InstantRange } from '../time/instant.js';

/** When the deployment accepted intakes, plain JSON: every process that does leaves a heartbeat each minute. */
export interface Uptime {
  readonly firstBeat: Instant;
  readonly lastBeat: Instant;
  /** When no process did; ascending, without the outage that may be going on. */
  readonly outages: readonly InstantRange[];
}

/** Two beats may be missing before it counts as an outage. */
const LONGEST_SILENCE = 3 * MINUTE;
/** Days settle after 7 days, or later if the service was away: 30 days leave room. */
const KEPT = 30 * 24 * HOUR;
const MOST_KEPT = 1_000;

/** A process that accepts intakes is alive. Beats of several processes may come in any order. */
export function withBeat(uptime: Uptime | undefined, now: Instant): Uptime {
  if (uptime === undefined) return { firstBeat: now, lastBeat: now, outages: [] };
  if (now <= uptime.lastBeat) return uptime;
  const kept = outagesOf(uptime, now).filter((outage) => outage.to > now - KEPT);
  return { ...uptime, lastBeat: now, outages: kept.slice(-MOST_KEPT) };
}

/** For how long, in milliseconds of [from, to), no intake was accepted, as far as it is known now. */
export function outageWithin(uptime: Uptime | undefined, from: Instant, to: Instant, now: Instant): number {
  if (uptime === undefined) return 0;
  return outagesOf(uptime, now).reduce(
    (sum, outage) => sum + Math.max(0, Math.min(to, outage.to) - Math.max(from, outage.from)),
    0,
  );
}

function outagesOf({ lastBeat, outages }: Uptime, now: Instant): readonly InstantRange[] {
  return now - lastBeat > LONGEST_SILENCE ? [...outages, { from: lastBeat, to: now }] : outages;
}
