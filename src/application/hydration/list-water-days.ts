import { listedDays } from '../../domain/hydration/listed-days.js';
import type { WaterDay } from '../../domain/hydration/water-day.js';
import { EMPTY_LEDGER } from '../../domain/hydration/water-ledger.js';
import { dayOf, type Day } from '../../domain/time/local-day.js';
import { last30Days } from '../default-range.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { ReadCircumstances } from './read-circumstances.js';

/** Days of a user, newest first, each with what made it so; the last 30 by default. Both ends are inclusive. */
export class ListWaterDays {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly readCircumstances: ReadCircumstances,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute(range: {
    readonly userId: string;
    readonly from?: Day | undefined;
    readonly to?: Day | undefined;
  }): Promise<{ readonly items: readonly WaterDay[] }> {
    const { userId } = range;
    const circumstances = await this.readCircumstances.execute({ userId });
    const { from, to } = last30Days(range, dayOf(circumstances.now, circumstances.calendar));
    // The ledger first: a day that settles between the two reads is then in both, not in neither.
    const ledger = (await this.days.ledger(userId)) ?? EMPTY_LEDGER;
    const archived = await this.days.archived(userId, from, to);
    return { items: listedDays(ledger, archived, circumstances, [from, to]) };
  }
}
