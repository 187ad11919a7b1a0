import { untold, withTold } from '../../domain/hydration/close-ledger.js';
import type { Circumstances } from '../../domain/hydration/judged-days.js';
import { areRemindersVoid } from '../../domain/hydration/reminder.js';
import { streakView, type Streak } from '../../domain/hydration/streak.js';
import type { Announcement, WaterLedger } from '../../domain/hydration/water-ledger.js';
import type { PostNotification } from '../notification/post-notification.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { Log } from '../ports/log.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { RecallReminders } from './recall-reminders.js';
import { todayView } from './water-view.js';

export interface News {
  readonly userId: string;
  readonly ledger: WaterLedger;
  readonly circumstances: Circumstances;
  /** The streak, if it has changed. */
  readonly streak?: Streak | undefined;
}

/**
 * After a change of a ledger: tells the user's devices how today stands, takes back reminders that have become void, and
 * tells the user what the ledger has to announce. It never fails: the change is stored, what could not be told stays due
 * in the ledger, and `CloseDays` tells it.
 */
export class TellWater {
  constructor(
    private readonly days: WaterDayRepository,
    private readonly post: PostNotification,
    private readonly recallReminders: RecallReminders,
    private readonly live: LiveChannel,
    private readonly log: Log,
  ) {}

  async execute(news: News): Promise<void> {
    const { userId } = news;
    try {
      await this.live.send(userId, { event: 'water', payload: todayView(news.ledger, news.circumstances) });
      if (news.streak !== undefined)
        await this.live.send(userId, { event: 'streak', payload: streakView(news.streak) });
    } catch (error) {
      this.log.warn({ error, userId }, 'water has changed, and no device heard of it');
    }
    try {
      await this.tell(news);
    } catch (error) {
      this.log.warn({ error, userId }, 'what happened to a streak is told later');
    }
  }

  private async tell({ userId, ledger, circumstances }: News): Promise<void> {
    if (areRemindersVoid(ledger, circumstances)) await this.recallReminders.execute({ userId });
    const announcements = untold(ledger);
    if (announcements.length === 0) return;
    for (const announcement of announcements) {
      const { type, day } = announcement;
      const message = messageOf(announcement);
      await this.post.execute({ userId, message, type, key: `${type}:${day}` });
    }
    await this.days.updateExisting(userId, (stored) => withTold(stored, announcements, circumstances));
  }
}

function messageOf({ type, day, streak }: Announcement): string {
  const days = streak === 1 ? '1 day' : `${streak} days`;
  switch (type) {
    case 'goal-reached':
      return `You reached your water goal of ${day}. Your streak: ${days}.`;
    case 'streak-lost':
      return `Your streak of ${days} ended: the water goal of ${day} was not reached.`;
    case 'freeze-used':
      return `The water goal of ${day} was not reached. A freeze kept your streak of ${days}.`;
  }
}
