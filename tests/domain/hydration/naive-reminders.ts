import { Temporal } from 'temporal-polyfill';
import type { ReminderType } from '../../../src/domain/hydration/reminder.js';
import { dayOf, endOfDay, startOfDay, type DayCalendar } from '../../../src/domain/time/local-day.js';
import { isExcused } from './naive-water.js';
import type { WaterLife } from './water-life.js';

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;

/**
 * The rules of reminders once more, without a ledger that says when to look: it looks at every tick, and walks along
 * the wall clock quarter by quarter.
 */
export class NaiveReminders {
  readonly heard: string[] = [];
  lastUse = -Infinity;
  private lastHeard = -Infinity;
  private lastDay = '';
  private reminders = 0;
  private warned = false;

  constructor(
    private readonly life: WaterLife,
    private readonly switchedOff: ReadonlySet<ReminderType>,
  ) {}

  look(): void {
    const { now, calendar, outages, today } = this.life;
    if (today !== this.lastDay)
      [this.lastDay, this.reminders, this.warned, this.lastHeard] = [today, 0, false, -Infinity];
    const [day] = this.life.days(today, today);
    if (now >= this.lastUse + 7 * 24 * HOUR || day?.achieved !== false) return;
    if (isExcused({ outages, calendar }, today)) return;
    const isRisk = !this.warned && this.life.streak.current > 0 && this.isLastEvening();
    const isSilence = this.isSilence();
    if (isRisk) this.warned = true;
    if (isSilence) this.reminders += 1;
    if (isRisk && !this.switchedOff.has('streak-at-risk')) this.hear(`streak-at-risk ${today} 1`);
    else if (isSilence && !this.switchedOff.has('reminder')) this.hear(`reminder ${today} ${this.reminders}`);
    else if (isSilence) this.lastHeard = now;
  }

  private hear(what: string): void {
    this.lastHeard = this.life.now;
    this.heard.push(`${what} at ${new Date(this.life.now).toISOString()}`);
  }

  /** Whether the evening has begun behind which the day has no other. */
  private isLastEvening(): boolean {
    const { calendar, now, today } = this.life;
    const isEvening = (at: number): boolean => hourShown(at, calendar) >= 19;
    const start = startOfDay(today, calendar);
    let at = endOfDay(today, calendar) - QUARTER;
    while (at >= start && !isEvening(at)) at -= QUARTER;
    while (at - QUARTER >= start && isEvening(at - QUARTER)) at -= QUARTER;
    return at >= start && at <= now;
  }

  /** Whether the user has been awake on this day for two hours, and let alone. */
  private isSilence(): boolean {
    const { calendar, now, today } = this.life;
    const isAwake = (at: number): boolean =>
      dayOf(at, calendar) === today && hourShown(at, calendar) >= 9 && hourShown(at, calendar) < 21;
    if (!isAwake(now)) return false;
    let since = now;
    while (now - since < 2 * HOUR && isAwake(since - QUARTER)) since -= QUARTER;
    return [since, this.lastUse, this.lastHeard].every((at) => now - at >= 2 * HOUR);
  }
}

const hours = new Map<string, number>();

/** The hour on the user's wall clock, by another implementation of zones. */
function hourShown(instant: number, calendar: DayCalendar): number {
  const { timeZone } = calendar.findLast((rule) => rule.from <= instant) ?? calendar[0];
  const key = `${timeZone} ${instant}`;
  const known = hours.get(key);
  if (known !== undefined) return known;
  const { hour } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  hours.set(key, hour);
  return hour;
}
