import type { WaterDay } from '../../domain/hydration/water-day.js';
import { EMPTY_LEDGER } from '../../domain/hydration/water-ledger.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { ReadCircumstances } from './read-circumstances.js';
import { todayView } from './water-view.js';

/** The user's day in hand. */
export class GetToday {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly readCircumstances: ReadCircumstances,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<WaterDay> {
    const circumstances = await this.readCircumstances.execute({ userId });
    return todayView((await this.days.ledger(userId)) ?? EMPTY_LEDGER, circumstances);
  }
}
