import { closed, settlement, untold, withSettled } from '../../domain/hydration/close-ledger.js';
import { streakNow, type Circumstances } from '../../domain/hydration/judged-days.js';
import type { User } from '../../domain/identity/user.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import { dueUsers, type DueUser } from './due-users.js';
import type { ReadCircumstances } from './read-circumstances.js';
import type { TellWater } from './tell-water.js';

/**
 * Closes the days of users that have ended since the last run, however long ago that was: tells who lost a streak or used
 * a freeze, tells what a crash left untold, and archives what can no longer change. Nothing depends on when it runs.
 */
export class CloseDays {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly users: UserRepository,
    private readonly readCircumstances: ReadCircumstances,
    private readonly tellWater: TellWater,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `unavailable`; what fails for one user is tried again in the next run, and holds nobody up */
  async execute(): Promise<void> {
    const now = this.clock.now();
    for await (const page of dueUsers(this.users, (limit, after) => this.days.due(now, limit, after))) {
      const circumstancesOf = await this.readCircumstances.forMany();
      await Promise.all(page.map((due) => this.tryClosing(due, circumstancesOf)));
    }
  }

  private async tryClosing({ userId, user }: DueUser, circumstancesOf: (user: User) => Circumstances): Promise<void> {
    try {
      const there = user !== undefined && (await this.close(userId, circumstancesOf(user)));
      if (!there && (await this.users.wasRemoved(userId))) await this.days.remove(userId);
    } catch (error) {
      this.log.error({ error, userId }, 'days of a user could not be closed; the next run tries again');
    }
  }

  /** False if the account was deleted meanwhile: then what has just been archived goes too. */
  private async close(userId: string, circumstances: Circumstances): Promise<boolean> {
    const open = await this.days.ledger(userId);
    if (open === undefined) return false;
    const settled = settlement(open, circumstances);
    if (settled !== undefined && settled.days.length > 0) await this.days.archive(userId, settled.days);
    const ledger = await this.days.updateExisting(userId, (stored) => {
      const told = closed(stored, circumstances);
      return settled === undefined ? told : withSettled(told, settled.settled, circumstances);
    });
    if (ledger === undefined) return false;
    const lost = untold(ledger).some(({ type }) => type === 'streak-lost');
    const streak = lost ? streakNow(ledger, circumstances) : undefined;
    await this.tellWater.execute({ userId, ledger, circumstances, streak });
    return true;
  }
}
