import {
  changed,
  closed,
  settlement,
  untold,
  withSettled,
  withTold,
} from '../../../src/domain/hydration/close-ledger.js';
import type { Circumstances } from '../../../src/domain/hydration/judged-days.js';
import { streakNow } from '../../../src/domain/hydration/judged-days.js';
import { listedDays } from '../../../src/domain/hydration/listed-days.js';
import type { StreakState } from '../../../src/domain/hydration/streak.js';
import type { WaterDay } from '../../../src/domain/hydration/water-day.js';
import {
  EMPTY_LEDGER,
  withChangedIntake,
  withIntake,
  withoutIntake,
  withWaterGoal,
  type Announcement,
  type ArchivedDay,
  type WaterLedger,
} from '../../../src/domain/hydration/water-ledger.js';
import type { InstantRange } from '../../../src/domain/time/instant.js';
import { changeDayRule, dayOf, initialCalendar, type DayCalendar } from '../../../src/domain/time/local-day.js';

/** The water of one user through weeks, with a clock in the hands of the test: the domain without stores and jobs. */
export class WaterLife {
  ledger: WaterLedger | undefined;
  calendar: DayCalendar;
  readonly archive = new Map<string, ArchivedDay>();
  /** What was told, with the moment. */
  readonly told: (Announcement & { readonly at: number })[] = [];
  outages: readonly InstantRange[] = [];
  now: number;
  private count = 0;

  constructor(
    readonly registeredAt: number,
    timeZone: string,
    dayStartsAt = 0,
  ) {
    this.now = registeredAt;
    this.calendar = initialCalendar(timeZone, dayStartsAt);
  }

  get circumstances(): Circumstances {
    const { now, calendar, registeredAt } = this;
    const kept = this.outages.filter(({ to }) => to > now - 30 * 24 * 3_600_000);
    const uptime = { firstBeat: registeredAt, lastBeat: now, outages: kept };
    return { now, calendar, registeredAt, uptime, outageExcusesAfter: 4 };
  }

  get today(): string {
    return dayOf(this.now, this.calendar);
  }

  log(millilitres: number, at = this.now): string {
    this.count += 1;
    const id = `intake ${String(this.count).padStart(4, '0')}`;
    const intake = { id, millilitres, at, day: dayOf(at, this.calendar) };
    this.change((ledger) => withIntake(ledger, intake, this.now));
    return id;
  }

  correct(id: string, millilitres: number): void {
    this.change((ledger) => withChangedIntake(ledger, id, millilitres, this.now));
  }

  delete(id: string): void {
    this.change((ledger) => withoutIntake(ledger, id, this.now));
  }

  setGoal(millilitres: number): void {
    this.change((ledger) => withWaterGoal(ledger, this.today, millilitres));
  }

  move(timeZone: string): void {
    this.calendar = changeDayRule(this.calendar, { timeZone }, this.now);
  }

  /** Nothing was accepted since the instant. */
  wasAwaySince(from: number): void {
    this.outages = [...this.outages, { from, to: this.now }];
  }

  /** Time passes, and the job runs whenever something is due. */
  until(iso: string | number): void {
    const end = typeof iso === 'number' ? iso : Date.parse(iso);
    for (let due = this.ledger?.dueAt ?? null; due !== null && due <= end; due = this.ledger?.dueAt ?? null) {
      this.now = Math.max(this.now, due);
      this.close();
    }
    this.now = end;
  }

  /** Time passes while the job does not run. */
  sleepUntil(iso: string | number): void {
    this.now = typeof iso === 'number' ? iso : Date.parse(iso);
  }

  /** The job, for this user. */
  close(): void {
    if (this.ledger === undefined) return;
    const settled = settlement(this.ledger, this.circumstances);
    for (const day of settled?.days ?? []) this.archive.set(day.day, day);
    const told = closed(this.ledger, this.circumstances);
    this.keep(settled === undefined ? told : withSettled(told, settled.settled, this.circumstances));
  }

  get streak(): StreakState {
    return streakNow(this.ledger ?? EMPTY_LEDGER, this.circumstances);
  }

  days(from = '0001-01-01', to = '9999-12-31'): readonly WaterDay[] {
    const archived = [...this.archive.values()].filter(({ day }) => day >= from && day <= to);
    return listedDays(this.ledger ?? EMPTY_LEDGER, archived, this.circumstances, [from, to]);
  }

  /** Statuses, oldest first, by their first letters. */
  get statuses(): string {
    return this.days()
      .map(({ status }) => status.charAt(0))
      .reverse()
      .join('');
  }

  private change(change: (ledger: WaterLedger) => WaterLedger): void {
    this.keep(changed(this.ledger ?? EMPTY_LEDGER, change, this.circumstances));
  }

  /** Stores as JSON does, and tells at once. */
  private keep(ledger: WaterLedger): void {
    const announcements = untold(ledger);
    this.told.push(...announcements.map((announcement) => ({ ...announcement, at: this.now })));
    const kept = announcements.length === 0 ? ledger : withTold(ledger, announcements, this.circumstances);
    this.ledger = JSON.parse(JSON.stringify(kept)) as WaterLedger;
  }
}
