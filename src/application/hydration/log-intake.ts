import { withIntake } from '../../domain/hydration/water-ledger.js';
import type { Instant } from '../../domain/time/instant.js';
import { dayOf } from '../../domain/time/local-day.js';
import type { ChangeLedger } from './change-ledger.js';
import { intakeAnswer, type IntakeAnswer } from './water-view.js';

export interface IntakeToLog {
  /** The same id again changes nothing. */
  readonly id: string;
  readonly userId: string;
  readonly millilitres: number;
  /** Now by default. */
  readonly at?: Instant | undefined;
}

/** Logs what was drunk, for the user's day in which it was. */
export class LogIntake {
  constructor(private readonly changeLedger: ChangeLedger) {}

  /** @throws DomainError `user-not-found`, `invalid-millilitres`, `too-old`, `in-the-future`, `too-many-intakes` */
  async execute({ id, userId, millilitres, at }: IntakeToLog): Promise<IntakeAnswer> {
    const changed = await this.changeLedger.execute(userId, (ledger, { now, calendar }) => {
      const instant = at ?? now;
      return withIntake(ledger, { id, millilitres, at: instant, day: dayOf(instant, calendar) }, now);
    });
    return intakeAnswer(changed, id);
  }
}
