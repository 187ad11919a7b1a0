import { DomainError } from '../errors.js';
import { DAY_ON_THE_WALL } from '../time/calendar-date.js';
import type { DayCalendar } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';
import { offsetAt, offsetChange } from '../time/wall-clock.js';
import type { NotificationType } from './notification.js';

/** From when until when, `HH:MM` on the user's wall clock, nothing is to ring; past midnight if `to` is the earlier. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** What is told at once, quiet or not. */
export const URGENT_TYPES = [
  'security',
  'login-spike',
  'login-spike-resolved',
] as const satisfies readonly NotificationType[];

export function isUrgent(type: NotificationType): boolean {
  return (URGENT_TYPES as readonly NotificationType[]).includes(type);
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** @throws DomainError `invalid-quiet-hours` */
export function checkedQuietHours(quietHours: QuietHours): QuietHours {
  const { from, to } = quietHours;
  const wrong = Object.entries({ from, to }).filter(([, time]) => !TIME.test(time));
  const errors = wrong.map(([path, time]) => ({ path, message: `"${time}" is no time of day such as 22:30` }));
  if (from === to) errors.push({ path: 'to', message: 'must differ from the start' });
  if (errors.length === 0) return quietHours;
  throw new DomainError('invalid', 'invalid-quiet-hours', 'Quiet hours go from one time of day to another.', {
    errors,
  });
}

/**
 * If it is quiet now, the first instant at which it is not: when the wall clock of the zone shows no time of the quiet
 * hours. An end that the clocks jump over is the instant after the jump; an hour that comes twice is quiet twice.
 */
export function quietUntil(quietHours: QuietHours | null, timeZone: string, now: Instant): Instant | undefined {
  if (quietHours === null) return undefined;
  const [from, to] = [timeOf(quietHours.from), timeOf(quietHours.to)];
  const shown = timeOnTheWall(now + offsetAt(now, timeZone));
  if (timeOnTheWall(shown - from) >= timeOnTheWall(to - from)) return undefined;
  const end = now + timeOnTheWall(to - shown);
  if (offsetAt(now, timeZone) === offsetAt(end, timeZone)) return end;
  const change = offsetChange(now, end, timeZone);
  return quietUntil(quietHours, timeZone, change) ?? change;
}

/** Until when a notification of a type has to wait for its user; `undefined` if it need not. The zone is the one set last. */
export function heldUntil(
  user: { readonly quietHours: QuietHours | null; readonly calendar: DayCalendar },
  type: NotificationType,
  now: Instant,
): Instant | undefined {
  const { quietHours, calendar } = user;
  return isUrgent(type) ? undefined : quietUntil(quietHours, zoneOf(calendar), now);
}

/** Where the user is now: a night begins there at once, whatever days are counted by. */
export function zoneOf(calendar: DayCalendar): string {
  return (calendar.at(-1) ?? calendar[0]).timeZone;
}

/** Milliseconds since midnight, also of a difference between two times. */
function timeOnTheWall(wall: number): number {
  return ((wall % DAY_ON_THE_WALL) + DAY_ON_THE_WALL) % DAY_ON_THE_WALL;
}

function timeOf(text: string): number {
  return timeOnTheWall(Date.parse(`1970-01-01T${text}Z`));
}
