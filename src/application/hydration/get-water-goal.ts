import { goalOf } from '../../domain/hydration/water-goal.js';
import { EMPTY_LEDGER } from '../../domain/hydration/water-ledger.js';
import { dayOf } from '../../domain/time/local-day.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { ReadCircumstances } from './read-circumstances.js';

/** The goal of today. */
export class GetWaterGoal {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly readCircumstances: ReadCircumstances,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<{ millilitres: number }> {
    const { now, calendar } = await this.readCircumstances.execute({ userId });
    const { goals } = (await this.days.ledger(userId)) ?? EMPTY_LEDGER;
    return { millilitres: goalOf(goals, dayOf(now, calendar)) };
  }
}
