import { changed } from '../../domain/hydration/close-ledger.js';
import { streakNow, type Circumstances } from '../../domain/hydration/judged-days.js';
import { NO_STREAK, sameStreak, type Streak } from '../../domain/hydration/streak.js';
import { EMPTY_LEDGER, type WaterLedger } from '../../domain/hydration/water-ledger.js';
import { userNotFound } from '../../domain/identity/user.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { ReadCircumstances } from './read-circumstances.js';
import type { TellWater } from './tell-water.js';
import type { ChangedLedger } from './water-view.js';

/** The one way in which users change their water: stored first, then told. */
export class ChangeLedger {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly users: UserRepository,
    private readonly readCircumstances: ReadCircumstances,
    private readonly tellWater: TellWater,
  ) {}

  /**
   * @param change pure, as it may run again; a throw changes nothing
   * @throws DomainError `user-not-found`, and what `change` throws
   */
  async execute(
    userId: string,
    change: (ledger: WaterLedger, circumstances: Circumstances) => WaterLedger,
  ): Promise<ChangedLedger> {
    const circumstances = await this.readCircumstances.execute({ userId });
    const before: { streak: Streak; isNew: boolean } = { streak: NO_STREAK, isNew: false };
    const ledger = await this.days.update(userId, (found) => {
      before.isNew = found === undefined;
      before.streak = streakNow(found ?? EMPTY_LEDGER, circumstances);
      return changed(found ?? EMPTY_LEDGER, (old) => change(old, circumstances), circumstances);
    });
    if (before.isNew) await this.refuseRemoved(userId);
    const streak = streakNow(ledger, circumstances);
    const news = sameStreak(before.streak, streak) ? undefined : streak;
    await this.tellWater.execute({ userId, ledger, circumstances, streak: news });
    return { ledger, circumstances, streak };
  }

  /** An account that was deleted between reading it and writing its first ledger leaves no water behind. */
  private async refuseRemoved(userId: string): Promise<void> {
    if ((await this.users.get(userId)) !== undefined) return;
    await this.days.remove(userId);
    throw userNotFound();
  }
}
