import { withChangedIntake } from '../../domain/hydration/water-ledger.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { ChangeLedger } from './change-ledger.js';
import type { ReadCircumstances } from './read-circumstances.js';
import { refuseArchived } from './refuse-archived.js';
import { intakeAnswer, type IntakeAnswer } from './water-view.js';

/** Corrects how much was drunk; day and streak follow. */
export class ChangeIntake {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly readCircumstances: ReadCircumstances,
    private readonly changeLedger: ChangeLedger,
  ) {}

  /** @throws DomainError `user-not-found`, `intake-not-found`, `too-old`, `invalid-millilitres` */
  async execute(change: {
    readonly userId: string;
    readonly id: string;
    readonly millilitres: number;
  }): Promise<IntakeAnswer> {
    const { userId, id, millilitres } = change;
    await refuseArchived(this.days, userId, id, await this.readCircumstances.execute({ userId }));
    const changed = await this.changeLedger.execute(userId, (ledger, { now }) =>
      withChangedIntake(ledger, id, millilitres, now),
    );
    return intakeAnswer(changed, id);
  }
}
