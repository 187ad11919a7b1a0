import { withWaterGoal } from '../../domain/hydration/water-ledger.js';
import { dayOf } from '../../domain/time/local-day.js';
import type { ChangeLedger } from './change-ledger.js';

/** Sets the goal from today on; days that are over keep theirs. */
export class SetWaterGoal {
  constructor(private readonly changeLedger: ChangeLedger) {}

  /** @throws DomainError `user-not-found`, `invalid-millilitres` */
  async execute(goal: { readonly userId: string; readonly millilitres: number }): Promise<{ millilitres: number }> {
    const { userId, millilitres } = goal;
    await this.changeLedger.execute(userId, (ledger, { now, calendar }) =>
      withWaterGoal(ledger, dayOf(now, calendar), millilitres),
    );
    return { millilitres };
  }
}
