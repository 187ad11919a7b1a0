import { closed, settlement, untold, withSettled, type Settlement } from '../../domain/hydration/close-ledger.js';
import { streakNow, type Circumstances, type HydrationSettings } from '../../domain/hydration/judged-days.js';
import type { WaterLedger } from '../../domain/hydration/water-ledger.js';
import type { User } from '../../domain/identity/user.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { UptimeRepository } from '../ports/uptime-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { TellWater } from './tell-water.js';

const AT_ONCE = 50;

/** What is the same for all users of a run. */
type RunCircumstances = Omit<Circumstances, 'calendar' | 'registeredAt'>;

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
      const [uptime, users] = await Promise.all([
        this.uptime.get(),
        this.users.getMany(due.map(({ userId }) => userId)),
      ]);
      const run = { now, uptime, ...this.settings };
      const byId = new Map(users.map((user) => [user.id, user]));
      await Promise.all(due.map(({ userId }) => this.tryClosing(userId, byId.get(userId), run)));
      after = due.length < AT_ONCE ? undefined : due.at(-1);
    } while (after !== undefined);
  }

  private async tryClosing(userId: string, user: User | undefined, run: RunCircumstances): Promise<void> {
    try {
      const there = user !== undefined && (await this.close(user, run));
      if (!there && (await this.users.wasRemoved(userId))) await this.days.remove(userId);
    } catch (error) {
      this.log.error({ error, userId }, 'days of a user could not be closed; the next run tries again');
    }
  }

  /** False if the account was deleted meanwhile: then what has just been archived goes too. */
  private async close(
    { id: userId, calendar, createdAt: registeredAt }: User,
    run: RunCircumstances,
  ): Promise<boolean> {
    const circumstances = { ...run, calendar, registeredAt };
    const open = await this.days.ledger(userId);
    if (open === undefined) return false;
    const settled = settlement(open, circumstances);
    if (settled !== undefined && settled.days.length > 0) await this.days.archive(userId, settled.days);
    const ledger = await this.closeLedger(userId, settled, circumstances);
    if (ledger === undefined) return false;
    const lost = untold(ledger).some(({ type }) => type === 'streak-lost');
    const streak = lost ? streakNow(ledger, circumstances) : undefined;
    await this.tellWater.execute({ userId, ledger, circumstances, streak });
    return true;
  }

  private async closeLedger(
    userId: string,
    settled: Settlement | undefined,
    circumstances: Circumstances,
  ): Promise<WaterLedger | undefined> {
    try {
      return await this.days.update(userId, (found) => {
        if (found === undefined) throw new LedgerGone();
        const told = closed(found, circumstances);
        return settled === undefined ? told : withSettled(told, settled.settled, circumstances);
      });
    } catch (error) {
      if (error instanceof LedgerGone) return undefined;
      throw error;
    }
  }
}

class LedgerGone extends Error {}
