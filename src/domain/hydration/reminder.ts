import { HOUR } from '../time/duration.js';
import { hoursOfDay } from '../time/hours-of-day.js';
import type { Instant } from '../time/instant.js';
import { begunBy, dayOf, endOfDay, type Day, type DayCalendar } from '../time/local-day.js';
import { excuseFor, judgedDays, type Circumstances, type JudgedDay } from './judged-days.js';
import type { Reminded, WaterLedger } from './water-ledger.js';

export const REMINDER_TYPES = ['reminder', 'streak-at-risk'] as const;
export type ReminderType = (typeof REMINDER_TYPES)[number];

/** Something to remind a user of who has not reached the goal of today. */
export interface Reminder {
  readonly type: ReminderType;
  readonly day: Day;
  /** Which of its type on that day, from 1. */
  readonly number: number;
  readonly goalMillilitres: number;
  readonly missingMillilitres: number;
  readonly streak: number;
  /** Freezes held: with one, a streak does not end. */
  readonly freezes: number;
  /** From when on it is stale: the next one may come, or the day is over. */
  readonly until: Instant;
}

/** After so long without a drink, and without a reminder, one is due. */
const SILENCE = 2 * HOUR;
/** Users who have not touched their water for so long have left; nobody runs after them. */
const LEFT_AFTER = 7 * 24 * HOUR;
/** On the user's wall clock; so a reminder is stale before its day is over. */
const WAKING_HOURS = [9, 21] as const;
const EVENING = [19, 24] as const;

/** What is due now, the weightier first; of all that an outage left behind only what still matters today, each once. */
export function dueReminders(ledger: WaterLedger, circumstances: Circumstances): readonly Reminder[] {
  const today = todayIn(ledger, circumstances);
  if (today === undefined) return [];
  const { day, goalMillilitres, totalMillilitres, behind } = today;
  const figures = {
    day,
    goalMillilitres,
    missingMillilitres: goalMillilitres - totalMillilitres,
    streak: behind.current,
    freezes: behind.freezes,
  };
  const { reminders } = remindedOn(day, ledger.reminded);
  const { now, calendar } = circumstances;
  return dueTimes(ledger, today, circumstances)
    .filter(({ at }) => at <= now)
    .map(({ type }) =>
      type === 'reminder'
        ? { type, number: reminders + 1, ...figures, until: now + SILENCE }
        : { type, number: 1, ...figures, until: endOfDay(day, calendar) },
    );
}

/** Whether the user was reminded today, and it no longer matters: the goal is reached after all, or the day is excused. */
export function areRemindersVoid(ledger: WaterLedger, circumstances: Circumstances): boolean {
  const { now, calendar } = circumstances;
  if (ledger.reminded?.day !== dayOf(now, calendar)) return false;
  const today = todayIn(ledger, circumstances);
  return today !== undefined && mattersNot(today, circumstances);
}

/**
 * Marks what had its time, whether the user heard of it or has it switched off.
 * @param told the one of which the user heard
 */
export function withReminded(
  ledger: WaterLedger,
  due: readonly Reminder[],
  told: Reminder | undefined,
  circumstances: Circumstances,
): WaterLedger {
  const { now } = circumstances;
  const reminded = due.reduce<Reminded | null>((before, one) => {
    const ofDay = remindedOn(one.day, before);
    return one.type === 'reminder'
      ? { ...ofDay, reminders: Math.max(ofDay.reminders, one.number), lastAt: now }
      : { ...ofDay, atRisk: true, lastAt: one === told ? now : ofDay.lastAt };
  }, ledger.reminded);
  const marked = { ...ledger, reminded };
  return { ...marked, remindAt: nextReminderAt(marked, circumstances, todayIn(marked, circumstances)) };
}

/**
 * When to look again: when something falls due, or at the end of today, after which the user may live in another zone. A
 * change of zone that is still to come may be taken back, so the times that would hold without it count too. A day that is
 * excused now is looked at again when it ends.
 */
export function nextReminderAt(
  ledger: WaterLedger,
  circumstances: Circumstances,
  today: JudgedDay | undefined,
): Instant | null {
  const { now, calendar } = circumstances;
  if (today === undefined || !isInUse(ledger, now)) return null;
  const looks = (rules: DayCalendar): readonly Instant[] => [
    ...dueTimes(ledger, today, { ...circumstances, calendar: rules }).map(({ at }) => at),
    endOfDay(today.day, rules),
  ];
  const next = Math.min(...looks(calendar), ...looks(begunBy(now, calendar)));
  return isInUse(ledger, next) ? next : null;
}

function todayIn(ledger: WaterLedger, circumstances: Circumstances): JudgedDay | undefined {
  const today = dayOf(circumstances.now, circumstances.calendar);
  const last = judgedDays(ledger, circumstances, today).at(-1);
  return last?.day === today ? last : undefined;
}

/** When something falls due today; in the past as long as it has not been marked. */
function dueTimes(
  ledger: WaterLedger,
  today: JudgedDay,
  circumstances: Circumstances,
): readonly { readonly type: ReminderType; readonly at: Instant }[] {
  if (mattersNot(today, circumstances) || !isInUse(ledger, circumstances.now)) return [];
  const times = [
    { type: 'streak-at-risk', at: warningTime(ledger, today, circumstances) },
    { type: 'reminder', at: reminderTime(ledger, today, circumstances) },
  ] as const;
  return times.flatMap(({ type, at }) => (at === undefined ? [] : [{ type, at }]));
}

function mattersNot({ day, achieved }: JudgedDay, circumstances: Circumstances): boolean {
  return achieved || excuseFor(day, circumstances) !== undefined;
}

/** In the last evening of the day: where a change of zone gives it two, the first is not the one that counts. */
function warningTime(
  { reminded }: WaterLedger,
  { day, behind }: JudgedDay,
  { calendar }: Circumstances,
): Instant | undefined {
  if (behind.current === 0 || remindedOn(day, reminded).atRisk) return undefined;
  return hoursOfDay(day, calendar, EVENING).at(-1)?.from;
}

function reminderTime(
  { usedAt, reminded }: WaterLedger,
  { day, intakes }: JudgedDay,
  { now, calendar }: Circumstances,
): Instant | undefined {
  const lastAt = remindedOn(day, reminded).lastAt ?? 0;
  const quietSince = Math.max(usedAt ?? 0, lastAt, ...intakes.map(({ at }) => at));
  return hoursOfDay(day, calendar, WAKING_HOURS)
    .filter(({ to }) => to > now)
    .map(({ from, to }) => ({ at: Math.max(from, quietSince) + SILENCE, to }))
    .find(({ at, to }) => at < to)?.at;
}

function isInUse({ usedAt }: WaterLedger, at: Instant): boolean {
  return usedAt !== null && at < usedAt + LEFT_AFTER;
}

function remindedOn(day: Day, reminded: Reminded | null): Reminded {
  return reminded?.day === day ? reminded : { day, reminders: 0, atRisk: false, lastAt: null };
}
