import { dayOf, endOfDay, nextDay, startOfDay, type DayCalendar } from '../../../src/domain/time/local-day.js';

/** All that ever happened, and nothing computed from it. */
export interface Happenings {
  readonly registeredAt: number;
  readonly calendar: DayCalendar;
  readonly intakes: readonly { readonly day: string; readonly millilitres: number }[];
  readonly goals: readonly { readonly day: string; readonly millilitres: number }[];
  readonly outages: readonly { readonly from: number; readonly to: number }[];
}

export interface NaiveDay {
  readonly day: string;
  readonly total: number;
  readonly goal: number;
  readonly status: string;
  readonly streakBefore: number;
}

export interface NaiveWater {
  readonly days: readonly NaiveDay[];
  readonly current: number;
  readonly longest: number;
  readonly lastAchievedDay: string | null;
}

const OUTAGE_EXCUSES_AFTER = 4;

/** The rules of water once more, from the first day on, without a ledger, a window or anything settled. */
export function naiveWater(all: Happenings, now: number): NaiveWater {
  const today = dayOf(now, all.calendar);
  let day = [dayOf(all.registeredAt, all.calendar), ...all.intakes.map((intake) => intake.day)].sort()[0]!;
  let [current, longest, achievedInAll, freezes] = [0, 0, 0, 0];
  let lastAchievedDay: string | null = null;
  const days: NaiveDay[] = [];
  for (; day <= today; day = nextDay(day, all.calendar)) {
    let total = 0;
    for (const intake of all.intakes) if (intake.day === day) total += intake.millilitres;
    let goal = 2_000;
    for (const set of all.goals) if (set.day <= day) goal = set.millilitres;
    const streakBefore = current;
    let status = 'missed';
    if (total >= goal) status = 'achieved';
    else if (day === today) status = 'open';
    else if (isExcused(all, day)) status = 'excused';
    else if (freezes > 0) status = 'frozen';
    if (status === 'achieved') {
      current += 1;
      achievedInAll += 1;
      lastAchievedDay = day;
      if (current > longest) longest = current;
      if (achievedInAll % 10 === 0 && freezes < 2) freezes += 1;
    }
    if (status === 'frozen') freezes -= 1;
    if (status === 'missed') current = 0;
    days.push({ day, total, goal, status, streakBefore });
  }
  return { days, current, longest, lastAchievedDay };
}

export function isExcused(all: Pick<Happenings, 'outages' | 'calendar'>, day: string): boolean {
  return hoursAway(all, day) > OUTAGE_EXCUSES_AFTER || isShortened(all.calendar, day);
}

function hoursAway({ outages, calendar }: Pick<Happenings, 'outages' | 'calendar'>, day: string): number {
  const [start, end] = [startOfDay(day, calendar), endOfDay(day, calendar)];
  let away = 0;
  for (const { from, to } of outages) if (from < end && to > start) away += Math.min(to, end) - Math.max(from, start);
  return away / 3_600_000;
}

/** Shorter than the same day is for someone who has always lived under the rule in which it ends. */
function isShortened(calendar: DayCalendar, day: string): boolean {
  const end = endOfDay(day, calendar);
  const { timeZone, dayStartsAt } = calendar.findLast((rule) => rule.from < end)!;
  const settled: DayCalendar = [{ from: 0, timeZone, dayStartsAt }];
  return end - startOfDay(day, calendar) < endOfDay(day, settled) - startOfDay(day, settled);
}
