import { streakNow } from '../../domain/hydration/judged-days.js';
import { streakView, type Streak } from '../../domain/hydration/streak.js';
import { EMPTY_LEDGER } from '../../domain/hydration/water-ledger.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { ReadCircumstances } from './read-circumstances.js';

/** The streak as of now, right even if no job has closed the days before. */
export class GetStreak {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly readCircumstances: ReadCircumstances,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ userId }: { readonly userId: string }): Promise<Streak> {
    const circumstances = await this.readCircumstances.execute({ userId });
    return streakView(streakNow((await this.days.ledger(userId)) ?? EMPTY_LEDGER, circumstances));
  }
}
