import { IANAZone } from 'luxon';
import { HOUR, MINUTE, SECOND } from './duration.js';
import type { Instant } from './instant.js';

/** What a clock on the wall shows, as the instant at which a clock in UTC shows the same. */
export type WallClock = number;

/** IANA names, aliases included; no offsets such as `+05:30`, which runtimes disagree about. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name) && IANAZone.isValidZone(name);
}

/** No zone changes its offset twice within this. */
const STRETCH = 36 * HOUR;
const KEPT_STRETCHES = 100_000;
const KEPT_ZONES = 1_000;

/** The offset is `before` until `change`, and `after` from then on. */
interface Offsets {
  readonly before: number;
  readonly change: Instant;
  readonly after: number;
}

/** Zone → number of a stretch → its offsets. */
const remembered = new Map<string, Map<number, Offsets>>();
let kept = 0;

/**
 * How far clocks in the zone are ahead of UTC, in milliseconds. The runtime is asked once for each 36 hours, so it is
 * fast in bulk.
 */
export function offsetAt(instant: Instant, timeZone: string): number {
  const offsets = offsetsAround(instant, timeZone);
  return instant < offsets.change ? offsets.before : offsets.after;
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
  return wall - before < change ? wall - before : Math.max(change, wall - after);
}

/** The instant in (from, to] at which the offset changes; there must be one, and at most 36 hours between the two. */
export function offsetChange(from: Instant, to: Instant, timeZone: string): Instant {
  const { before, change, after } = offsetsAround(from, timeZone);
  if (before !== after && change > from) return change;
  // The change is at the very start of the next stretch, or within it.
  const next = (Math.floor(from / STRETCH) + 1) * STRETCH;
  return offsetAt(next, timeZone) === after ? offsetsAround(to, timeZone).change : next;
}

function offsetsAround(instant: Instant, timeZone: string): Offsets {
  const stretch = Math.floor(instant / STRETCH);
  const known = remembered.get(timeZone)?.get(stretch);
  if (known !== undefined) return known;
  const offsets = askOffsets(stretch * STRETCH, (stretch + 1) * STRETCH - SECOND, timeZone);
  remember(timeZone, stretch, offsets);
  return offsets;
}

function remember(timeZone: string, stretch: number, offsets: Offsets): void {
  // Users choose zones and instants: neither this cache nor luxon's may grow without end.
  if (remembered.size >= KEPT_ZONES || kept >= KEPT_STRETCHES) {
    remembered.clear();
    kept = 0;
    IANAZone.resetCache();
  }
  const ofZone = remembered.get(timeZone) ?? new Map<number, Offsets>();
  ofZone.set(stretch, offsets);
  remembered.set(timeZone, ofZone);
  kept += 1;
}

/** Halves the stretch down to the second in which the offset changes. */
function askOffsets(first: Instant, last: Instant, timeZone: string): Offsets {
  const zone = IANAZone.create(timeZone);
  const ask = (instant: Instant): number => Math.round(zone.offset(instant) * MINUTE);
  const [before, after] = [ask(first), ask(last)];
  if (before === after) return { before, change: last, after };
  let [low, high] = [first, last];
  while (high - low > SECOND) {
    const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
    if (ask(middle) === before) low = middle;
    else high = middle;
  }
  return { before, change: high, after };
}
