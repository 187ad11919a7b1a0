import { withoutIntake } from '../../domain/hydration/water-ledger.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { ChangeLedger } from './change-ledger.js';
import type { ReadCircumstances } from './read-circumstances.js';
import { refuseArchived } from './refuse-archived.js';

/** Takes an intake back; day and streak follow. */
export class DeleteIntake {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly readCircumstances: ReadCircumstances,
    private readonly changeLedger: ChangeLedger,
  ) {}

  /** @throws DomainError `user-not-found`, `intake-not-found`, `too-old` */
  async execute({ userId, id }: { readonly userId: string; readonly id: string }): Promise<void> {
    await refuseArchived(this.days, userId, id, await this.readCircumstances.execute({ userId }));
    await this.changeLedger.execute(userId, (ledger, { now }) => withoutIntake(ledger, id, now));
  }
}
