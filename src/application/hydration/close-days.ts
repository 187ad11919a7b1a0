import { DomainError } from '../../domain/errors.js';
import { closed, settlement, untold, withSettled } from '../../domain/hydration/close-ledger.js';
import { streakNow, type Circumstances, type HydrationSettings } from '../../domain/hydration/judged-days.js';
import type { User } from '../../domain/identity/user.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { UptimeRepository } from '../ports/uptime-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { TellWater } from './tell-water.js';

const AT_ONCE = 50;

/**
 * Closes the days of users that have ended since the last run, however long ago that was: tells who lost a streak or used
 * a freeze, tells what a crash left untold, and archives what can no longer change. Nothing depends on when it runs.
 */
export class CloseDays {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly users: UserRepository,
    private readonly uptime: UptimeRepository,
    private readonly tellWater: TellWater,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly settings: HydrationSettings,
  ) {}

  /** @throws DomainError `unavailable`; what fails for one user is tried again in the next run, and holds nobody up */
  async execute(): Promise<void> {
    const now = this.clock.now();
    let after: { readonly dueAt: Instant; readonly userId: string } | undefined;
    do {
      const due = await this.days.due(now, AT_ONCE, after);
      const users = await this.users.getMany(due.map(({ userId }) => userId));
      const byId = new Map(users.map((user) => [user.id, user]));
      await Promise.all(due.map(({ userId }) => this.tryClosing(userId, byId.get(userId), now)));
      after = due.length < AT_ONCE ? undefined : due.at(-1);
    } while (after !== undefined);
  }

  private async tryClosing(userId: string, user: User | undefined, now: Instant): Promise<void> {
    try {
      if (user !== undefined) await this.close(user, now);
      else if (await this.users.wasRemoved(userId)) await this.days.remove(userId);
    } catch (error) {
      this.log.error({ error, userId }, 'days of a user could not be closed; the next run tries again');
    }
  }

  private async close({ id: userId, calendar, createdAt: registeredAt }: User, now: Instant): Promise<void> {
    const uptime = await this.uptime.get();
    const circumstances: Circumstances = { now, calendar, registeredAt, uptime, ...this.settings };
    const open = await this.days.ledger(userId);
    if (open === undefined) return;
    const settled = settlement(open, circumstances);
    if (settled !== undefined) await this.days.archive(userId, settled.days);
    const ledger = await this.days.update(userId, (found) => {
      // The account was deleted meanwhile: nothing of it is made again.
      if (found === undefined) throw new DomainError('not-found', 'user-not-found', 'There is no such user.');
      const told = closed(found, circumstances);
      return settled === undefined ? told : withSettled(told, settled.settled, circumstances);
    });
    const lost = untold(ledger).some(({ type }) => type === 'streak-lost');
    const streak = lost ? streakNow(ledger, circumstances) : undefined;
    await this.tellWater.execute({ userId, ledger, circumstances, streak });
  }
}
