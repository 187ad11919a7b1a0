import { HOUR } from '../time/duration.js';
import type { Instant } from '../time/instant.js';
import { addDays, dayOf, endOfDay, type Day } from '../time/local-day.js';
import { LATEST_ENTRY } from './intake.js';
import { judgedDays, type Circumstances, type JudgedDay } from './judged-days.js';
import { nextReminderAt } from './reminder.js';
import { waterDay } from './water-day.js';
import type { Announcement, ArchivedDay, SettledStreak, WaterLedger } from './water-ledger.js';

/** An hour after the last moment at which a day can be changed, so that no request in flight and no slow clock meets it. */
const SETTLES_AFTER = LATEST_ENTRY + HOUR;

/** What can no longer change: the days worth keeping, and the streak behind them. */
export interface Settlement {
  readonly days: readonly ArchivedDay[];
  readonly settled: SettledStreak;
}

/**
 * Applies a change of the user: if it reaches today's goal, that is to be told. A loss is only told when a day ends: a late
 * entry that lengthens a streak of the past does not tell that it was lost back then.
 */
export function changed(
  ledger: WaterLedger,
  change: (ledger: WaterLedger) => WaterLedger,
  circumstances: Circumstances,
): WaterLedger {
  const { now } = circumstances;
  const nothingWasDue = ledger.dueAt === null || ledger.dueAt > now;
  const caughtUp = nothingWasDue ? { ...ledger, closedThrough: addDays(todayOf(circumstances), -1) } : ledger;
  return withNews({ ...change(caughtUp), usedAt: now }, circumstances, () => []);
}

/** Closes, in order, the days that have ended since the last time: each lost streak and each used freeze is to be told. */
export function closed(ledger: WaterLedger, circumstances: Circumstances): WaterLedger {
  const yesterday = addDays(todayOf(circumstances), -1);
  return withNews({ ...ledger, closedThrough: yesterday }, circumstances, (days) =>
    unclosedLosses(ledger, days, yesterday),
  );
}

/** The days that settle by now; to be archived before they are dropped. `undefined` if there are none. */
export function settlement(ledger: WaterLedger, circumstances: Circumstances): Settlement | undefined {
  const days = judgedDays(ledger, circumstances, addDays(todayOf(circumstances), -1)).filter(
    ({ day }) => settlesAt(day, circumstances) <= circumstances.now,
  );
  const last = days.at(-1);
  if (last === undefined) return undefined;
  return { days: days.filter(worthKeeping).map(archivedDay), settled: { ...last.behind, through: last.day } };
}

/** Drops what has been archived; nothing, if another run has come as far. */
export function withSettled(ledger: WaterLedger, settled: SettledStreak, circumstances: Circumstances): WaterLedger {
  const { through } = settled;
  if (through === null || (ledger.settled.through ?? '') >= through) return ledger;
  const isOpen = ({ day }: { readonly day: Day }): boolean => day > through;
  const rest = {
    ...ledger,
    settled,
    intakes: ledger.intakes.filter(isOpen),
    announcements: ledger.announcements.filter((announcement) => isOpen(announcement) || !announcement.done),
  };
  return withDue(rest, circumstances);
}

/** What is still to be told, oldest first. */
export function untold({ announcements }: WaterLedger): readonly Announcement[] {
  return announcements.filter(({ done }) => !done);
}

/** Marks what has been told. */
export function withTold(
  ledger: WaterLedger,
  told: readonly Announcement[],
  circumstances: Circumstances,
): WaterLedger {
  const announcements = ledger.announcements.map((one) =>
    told.some(({ type, day }) => type === one.type && day === one.day) ? { ...one, done: true } : one,
  );
  return withDue({ ...ledger, announcements }, circumstances);
}

function todayOf({ now, calendar }: Circumstances): Day {
  return dayOf(now, calendar);
}

function withNews(
  ledger: WaterLedger,
  circumstances: Circumstances,
  losses: (days: readonly JudgedDay[]) => readonly Announcement[],
): WaterLedger {
  const today = todayOf(circumstances);
  const days = judgedDays(ledger, circumstances, today);
  const last = days.at(-1);
  const told = losses(days).reduce(withAnnouncement, ledger);
  if (last?.day !== today || !last.achieved) return withDue(told, circumstances, days);
  const reached: Announcement = { type: 'goal-reached', day: today, streak: last.behind.current, done: false };
  return withDue(withAnnouncement(told, reached), circumstances, days);
}

function unclosedLosses(
  { closedThrough }: WaterLedger,
  days: readonly JudgedDay[],
  yesterday: Day,
): readonly Announcement[] {
  return days.filter(({ day }) => day <= yesterday && (closedThrough === null || day > closedThrough)).flatMap(lossOf);
}

function lossOf({ day, status, streakBefore }: JudgedDay): readonly Announcement[] {
  if (status === 'frozen') return [{ type: 'freeze-used', day, streak: streakBefore, done: false }];
  if (status === 'missed' && streakBefore > 0) return [{ type: 'streak-lost', day, streak: streakBefore, done: false }];
  return [];
}

function withAnnouncement(ledger: WaterLedger, announcement: Announcement): WaterLedger {
  const { type, day } = announcement;
  const known = ledger.announcements.some((other) => other.type === type && other.day === day);
  return known ? ledger : { ...ledger, announcements: [...ledger.announcements, announcement] };
}

function withDue(
  ledger: WaterLedger,
  circumstances: Circumstances,
  days = judgedDays(ledger, circumstances, todayOf(circumstances)),
): WaterLedger {
  // A day may have ended since the job came round last: what the user does meanwhile must not put off its close.
  const losses = unclosedLosses(ledger, days, addDays(todayOf(circumstances), -1));
  const isDue = untold(ledger).length > 0 || losses.length > 0;
  const dueAt = isDue ? circumstances.now : nextDue(ledger, circumstances, days);
  return { ...ledger, dueAt, remindAt: nextReminderAt(ledger, circumstances, days.at(-1)) };
}

/** At the end of the day if a streak can be lost then, or when the next day settles. */
function nextDue(ledger: WaterLedger, circumstances: Circumstances, days: readonly JudgedDay[]): Instant | null {
  const { now, calendar } = circumstances;
  const next = days.find(worthKeeping);
  const dues = next === undefined ? [] : [settlesAt(next.day, circumstances)];
  if ((days.at(-1)?.behind ?? ledger.settled).current > 0) {
    // A change of zone that is still to come may be taken back, and then the day ends where that would have held from.
    const pending = calendar.filter((rule) => rule.from > now).map((rule) => rule.from);
    dues.push(endOfDay(todayOf(circumstances), calendar), ...pending);
  }
  return dues.length === 0 ? null : Math.min(...dues);
}

function settlesAt(day: Day, { calendar }: Circumstances): Instant {
  return endOfDay(day, calendar) + SETTLES_AFTER;
}

/** What cannot be told again from its absence. */
function worthKeeping({ intakes, status, streakBefore }: JudgedDay): boolean {
  return intakes.length > 0 || streakBefore > 0 || (status !== 'missed' && status !== 'open');
}

function archivedDay(judged: JudgedDay): ArchivedDay {
  return { ...waterDay(judged), intakes: judged.intakes };
}
