import { HOUR } from '../time/duration.js';
import type { Instant } from '../time/instant.js';
import type { Day, DayCalendar } from '../time/local-day.js';
import { dayOf, endOfDay, isCutShort, nextDay, startOfDay, timeZoneOf } from '../time/local-day.js';
import type { Intake } from './intake.js';
import type { StreakState } from './streak.js';
import { streakAfter } from './streak.js';
import { outageWithin, type Uptime } from './uptime.js';
import type { WaterDay, WaterDayCause, WaterDayStatus } from './water-day.js';
import { goalOf } from './water-goal.js';
import type { WaterLedger } from './water-ledger.js';

export interface HydrationSettings {
  /** Hours of a day without any process that accepts intakes until that day, if missed, is excused. */
  readonly outageExcusesAfter: number;
}

/** What a ledger is judged by, beside itself. */
export interface Circumstances extends HydrationSettings {
  readonly now: Instant;
  readonly calendar: DayCalendar;
  readonly registeredAt: Instant;
  readonly uptime: Uptime | undefined;
}

/** A day that can still change, with the streak before and behind it. */
export interface JudgedDay extends WaterDay {
  readonly intakes: readonly Intake[];
  readonly streakBefore: number;
  readonly behind: StreakState;
}

/** An idle ledger is not followed day by day through the years: what lies further back was missed. */
const IDLE_LOOK_BACK = 40 * 24 * HOUR;

/**
 * The one fold from which every status and the streak follow: all days that are not settled, up to `through`. A day from
 * today on is open until its goal is reached.
 */
export function judgedDays(ledger: WaterLedger, circumstances: Circumstances, through: Day): readonly JudgedDay[] {
  const { calendar, now } = circumstances;
  const today = dayOf(now, calendar);
  const intakes = intakesByDay(ledger.intakes);
  const days: JudgedDay[] = [];
  let state: StreakState = ledger.settled;
  for (let day = firstUnsettled(ledger, circumstances); day <= through; day = nextDay(day, calendar)) {
    const ofDay = intakes.get(day) ?? [];
    const totalMillilitres = ofDay.reduce((sum, intake) => sum + intake.millilitres, 0);
    const goalMillilitres = goalOf(ledger.goals, day);
    const achieved = totalMillilitres >= goalMillilitres;
    const [status, cause] = achieved ? REACHED : day >= today ? OPEN : whyNotReached(day, state.freezes, circumstances);
    const behind = streakAfter(state, day, status);
    const timeZone = timeZoneOf(day, calendar);
    const judged = { day, totalMillilitres, goalMillilitres, achieved, status, cause, timeZone };
    days.push({ ...judged, intakes: ofDay, streakBefore: state.current, behind });
    state = behind;
  }
  return days;
}

/** The streak as of now. */
export function streakNow(ledger: WaterLedger, circumstances: Circumstances): StreakState {
  const today = dayOf(circumstances.now, circumstances.calendar);
  return judgedDays(ledger, circumstances, today).at(-1)?.behind ?? ledger.settled;
}

/** The day of the registration. Days before it are only listed if something was logged for them. */
export function registrationDay({ registeredAt, calendar }: Circumstances): Day {
  return dayOf(registeredAt, calendar);
}

/** A day about which nothing is kept: nothing was drunk, and no streak was lost. */
export function emptyDay(day: Day, ledger: WaterLedger, { calendar }: Circumstances): WaterDay {
  return {
    day,
    totalMillilitres: 0,
    goalMillilitres: goalOf(ledger.goals, day),
    achieved: false,
    status: 'missed',
    cause: 'goal-not-reached',
    timeZone: timeZoneOf(day, calendar),
  };
}

/** Why it is nobody's fault if the goal of a day is not reached, as far as is known now. */
export function excuseFor(day: Day, circumstances: Circumstances): 'service-outage' | 'zone-change' | undefined {
  const { calendar, uptime, now, outageExcusesAfter } = circumstances;
  const outage = outageWithin(uptime, startOfDay(day, calendar), endOfDay(day, calendar), now);
  if (outage > outageExcusesAfter * HOUR) return 'service-outage';
  return isCutShort(day, calendar) ? 'zone-change' : undefined;
}

type Judgement = readonly [WaterDayStatus, WaterDayCause];
const REACHED: Judgement = ['achieved', 'goal-reached'];
const OPEN: Judgement = ['open', 'day-not-over'];

function whyNotReached(day: Day, freezes: number, circumstances: Circumstances): Judgement {
  const excuse = excuseFor(day, circumstances);
  if (excuse !== undefined) return ['excused', excuse];
  return freezes > 0 ? ['frozen', 'freeze-used'] : ['missed', 'goal-not-reached'];
}

function firstUnsettled({ settled, intakes }: WaterLedger, circumstances: Circumstances): Day {
  const { now, calendar } = circumstances;
  const earliest = intakes[0]?.day;
  const before = (day: Day): Day => (earliest !== undefined && earliest < day ? earliest : day);
  const first = settled.through === null ? before(registrationDay(circumstances)) : nextDay(settled.through, calendar);
  if (settled.current > 0 || settled.freezes > 0) return first;
  const recent = before(dayOf(now - IDLE_LOOK_BACK, calendar));
  return recent > first ? recent : first;
}

function intakesByDay(intakes: readonly Intake[]): ReadonlyMap<Day, readonly Intake[]> {
  const byDay = new Map<Day, Intake[]>();
  for (const intake of intakes) {
    const ofDay = byDay.get(intake.day);
    if (ofDay === undefined) byDay.set(intake.day, [intake]);
    else ofDay.push(intake);
  }
  return byDay;
}
