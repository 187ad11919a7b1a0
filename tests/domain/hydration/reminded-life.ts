import {
  dueReminders,
  withReminded,
  type Reminder,
  type ReminderType,
} from '../../../src/domain/hydration/reminder.js';
import type { WaterLedger } from '../../../src/domain/hydration/water-ledger.js';
import { WaterLife } from './water-life.js';

const MINUTE = 60_000;

/** The water of one user who is reminded of it, the jobs coming round every few minutes. */
export class RemindedLife extends WaterLife {
  /** What the user heard, with the moment. */
  readonly heard: (Reminder & { readonly at: number })[] = [];
  readonly switchedOff = new Set<ReminderType>();
  /** How often the job looked, and found nothing. */
  looksInVain = 0;
  tick = 5 * MINUTE;

  /** Time passes, and both jobs come round and do what the ledger says is due. */
  pass(iso: string | number): void {
    const end = typeof iso === 'number' ? iso : Date.parse(iso);
    for (let round = Math.floor(this.now / this.tick + 1) * this.tick; round <= end; round += this.tick) {
      this.now = round;
      this.comeRound();
    }
    this.now = end;
  }

  comeRound(): void {
    const { dueAt = null, remindAt = null } = this.ledger ?? {};
    if (dueAt !== null && dueAt <= this.now) this.close();
    if (remindAt !== null && remindAt <= this.now) this.remind();
  }

  /** The job, for this user. */
  remind(): void {
    if (this.ledger === undefined) return;
    const due = dueReminders(this.ledger, this.circumstances);
    const told = due.find(({ type }) => !this.switchedOff.has(type));
    if (told !== undefined) this.heard.push({ ...told, at: this.now });
    if (due.length === 0) this.looksInVain += 1;
    const marked = withReminded(this.ledger, due, told, this.circumstances);
    this.ledger = JSON.parse(JSON.stringify(marked)) as WaterLedger;
  }
}
