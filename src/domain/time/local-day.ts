import { invalidField } from '../errors.js';
import { dateOn, midnightOf, addDays } from './calendar-date.js';
import { HOUR } from './duration.js';
import type { Instant } from './instant.js';
import { canonicalTimeZone } from './time-zone.js';
import { firstReaching, isTimeZone, offsetAt } from './wall-clock.js';

export { addDays } from './calendar-date.js';
export { isTimeZone } from './wall-clock.js';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** Which zone and which hour begin a day, from an instant on. */
export interface DayRule {
  /** The first instant at which it holds; 0 for the first rule of a user. */
  readonly from: Instant;
  /** An IANA name, as the database spells it. */
  readonly timeZone: string;
  /** The wall-clock hour at which the day begins, 0–6. */
  readonly dayStartsAt: number;
}

/** The rules of one user, oldest first; the last may lie in the future. */
export type DayCalendar = readonly [DayRule, ...DayRule[]];

/** The calendar of someone who never changed it. */
export function initialCalendar(timeZone: string, dayStartsAt = 0): DayCalendar {
  return [checkedRule({ from: 0, timeZone, dayStartsAt })];
}

/** The day to which an instant belongs: the last that has begun. */
export function dayOf(instant: Instant, calendar: DayCalendar): Day {
  return dayUnder(calendar, ruleIndexAt(instant, calendar), instant);
}

/** The first instant of a day, or of the next one there is if the user has no such day. */
export function startOfDay(day: Day, calendar: DayCalendar): Instant {
  for (let index = calendar.length - 1; index > 0; index -= 1) {
    const rule = ruleAt(calendar, index);
    if (day > lastDayBefore(calendar, index)) return Math.max(rule.from, startUnder(rule, day));
  }
  return startUnder(calendar[0], day);
}

/** The first instant after a day. */
export function endOfDay(day: Day, calendar: DayCalendar): Instant {
  return startOfDay(addDays(day, 1), calendar);
}

/** The next day there is: days that a zone or a change of zone leaves out are skipped. */
export function nextDay(day: Day, calendar: DayCalendar): Day {
  return dayOf(endOfDay(day, calendar), calendar);
}

/** The zone in which a day begins. */
export function timeZoneOf(day: Day, calendar: DayCalendar): string {
  if (calendar.length === 1) return calendar[0].timeZone;
  return ruleAt(calendar, ruleIndexAt(startOfDay(day, calendar), calendar)).timeZone;
}

/** Whether a change of rules made the day shorter than that day is under the rule in which it ends. */
export function isCutShort(day: Day, calendar: DayCalendar): boolean {
  if (calendar.length === 1) return false;
  const [start, end] = [startOfDay(day, calendar), endOfDay(day, calendar)];
  const rule = ruleAt(calendar, ruleIndexAt(end - 1, calendar));
  return end - start < startUnder(rule, addDays(day, 1)) - startUnder(rule, day);
}

/**
 * Another zone or another hour from the end of the current day on. A change that is still to come is replaced; what it
 * said about the other half stays.
 * @throws DomainError `invalid-time-zone`, `invalid-day-start`
 */
export function changeDayRule(
  calendar: DayCalendar,
  change: { readonly timeZone?: string | undefined; readonly dayStartsAt?: number | undefined },
  now: Instant,
): DayCalendar {
  const wanted = ruleAt(calendar, calendar.length - 1);
  const begun = begunBy(now, calendar);
  const holding = ruleAt(begun, begun.length - 1);
  const rule = checkedRule({
    from: endOfDay(dayOf(now, begun), begun),
    timeZone: change.timeZone ?? wanted.timeZone,
    dayStartsAt: change.dayStartsAt ?? wanted.dayStartsAt,
  });
  return rule.timeZone === holding.timeZone && rule.dayStartsAt === holding.dayStartsAt ? begun : [...begun, rule];
}

/**
 * The first day that is counted wholly under the latest rule.
 * @param registeredAt since when the first rule holds for the user
 */
export function ruleFrom(calendar: DayCalendar, registeredAt: Instant = 0): Day {
  const index = calendar.length - 1;
  return index === 0 ? dayOf(registeredAt, calendar) : nextDay(lastDayBefore(calendar, index), calendar);
}

/** Behind this no change of rules is felt: labels of two zones at one instant are at most two days apart. */
const CHANGE_IS_FELT = 4 * 24 * HOUR;

/** Under a new rule days go on from the current one: going west it grows until the new zone has caught up. */
function dayUnder(calendar: DayCalendar, index: number, instant: Instant): Day {
  const rule = ruleAt(calendar, index);
  const own = dayUnderRule(rule, instant);
  if (index === 0 || instant - rule.from > CHANGE_IS_FELT) return own;
  const current = lastDayBefore(calendar, index);
  return own > current ? own : current;
}

function lastDayBefore(calendar: DayCalendar, index: number): Day {
  return dayUnder(calendar, index - 1, ruleAt(calendar, index).from - 1);
}

function dayUnderRule(rule: DayRule, instant: Instant): Day {
  const offset = offsetAt(instant, rule.timeZone);
  let day = dateOn(instant + offset - rule.dayStartsAt * HOUR);
  // Where clocks went back over the start of a day, that day has begun already and goes on.
  if (offsetAt(instant - 25 * HOUR, rule.timeZone) > offset) {
    for (let next = addDays(day, 1); startUnder(rule, next) <= instant; next = addDays(day, 1)) day = next;
  }
  return day;
}

function startUnder(rule: DayRule, day: Day): Instant {
  return firstReaching(midnightOf(day) + rule.dayStartsAt * HOUR, rule.timeZone);
}

function ruleIndexAt(instant: Instant, calendar: DayCalendar): number {
  return Math.max(
    0,
    calendar.findLastIndex((rule) => rule.from <= instant),
  );
}

function ruleAt(calendar: DayCalendar, index: number): DayRule {
  return calendar[index] ?? calendar[0];
}

/** The rules that hold already: those of a calendar if what is still to come is taken back. */
export function begunBy(now: Instant, [first, ...later]: DayCalendar): DayCalendar {
  return [first, ...later.filter((rule) => rule.from <= now)];
}

function checkedRule(rule: DayRule): DayRule {
  if (!isTimeZone(rule.timeZone)) {
    const message = 'must be a name of the IANA database such as Europe/Berlin';
    throw invalidField('timeZone', 'invalid-time-zone', 'The time zone is no name of the IANA database.', message);
  }
  if (!Number.isInteger(rule.dayStartsAt) || rule.dayStartsAt < 0 || rule.dayStartsAt > 6) {
    const message = 'must be a whole hour from 0 to 6';
    throw invalidField('dayStartsAt', 'invalid-day-start', 'A day begins at a whole hour from 0 to 6.', message);
  }
  return { ...rule, timeZone: canonicalTimeZone(rule.timeZone) };
}
