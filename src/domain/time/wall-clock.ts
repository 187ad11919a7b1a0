import { IANAZone } from 'luxon';
import type { Instant } from './instant.js';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** What a clock on the wall shows, as the instant at which a clock in UTC shows the same. */
export type WallClock = number;

/** IANA names, aliases included; no offsets such as `+05:30`, which runtimes disagree about. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name) && IANAZone.isValidZone(name);
}

/** A stretch of 37 hours: no zone changes its offset there and back within it. */
const STRETCH = 2 ** 27;
const KEPT_STRETCHES = 100_000;
const KEPT_ZONES = 1_000;

/** Zone → number of a stretch → the offset if it is the same at both ends, otherwise null. */
const stretches = new Map<string, Map<number, number | null>>();
let kept = 0;

/** How far clocks in the zone are ahead of UTC, in milliseconds. Remembers what it asked the runtime, so it is fast in bulk. */
export function offsetAt(instant: Instant, timeZone: string): number {
  const ofZone = stretches.get(timeZone) ?? remember(timeZone);
  const stretch = Math.floor(instant / STRETCH);
  const known = ofZone.get(stretch);
  if (known !== undefined) return known ?? askOffset(instant, timeZone);
  const [start, end] = [askOffset(stretch * STRETCH, timeZone), askOffset((stretch + 1) * STRETCH - 1, timeZone)];
  kept += 1;
  ofZone.set(stretch, start === end ? start : null);
  return start === end ? start : askOffset(instant, timeZone);
}

function remember(timeZone: string): Map<number, number | null> {
  // Users choose the names, and capitals make many of one: neither this cache nor luxon's may grow without end.
  if (stretches.size >= KEPT_ZONES || kept >= KEPT_STRETCHES) {
    stretches.clear();
    kept = 0;
    IANAZone.resetCache();
  }
  const ofZone = new Map<number, number | null>();
  stretches.set(timeZone, ofZone);
  return ofZone;
}

function askOffset(instant: Instant, timeZone: string): number {
  return Math.round(IANAZone.create(timeZone).offset(instant) * MINUTE);
}

/**
 * The first instant at which the wall clocks of the zone show `wall` or later. In a gap that is the instant after it; of
 * the two in an overlap it is the first.
 */
export function firstReaching(wall: WallClock, timeZone: string): Instant {
  // Offsets lie between -12 and +15 hours, so before the window the clocks show less and behind it more.
  const [from, to] = [wall - 16 * HOUR, wall + 13 * HOUR];
  const [before, after] = [offsetAt(from, timeZone), offsetAt(to, timeZone)];
  if (before === after) return wall - before;
  const change = offsetChange(from, to, timeZone);
  if (wall - before < change) return wall - before;
  return Math.max(change, wall - after);
}

/** The instant in (from, to] at which the offset changes; there must be one. */
export function offsetChange(from: Instant, to: Instant, timeZone: string): Instant {
  const before = offsetAt(from, timeZone);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, timeZone) === before) low = middle;
    else high = middle;
  }
  return high;
}
