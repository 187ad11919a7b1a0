import type { LiveChannel } from '../ports/live-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

const MOST_TIMES = 5;

/**
 * Tells all devices of a user how many notifications are unread. Two changes at once may tell their counts in the wrong
 * order: so it looks again after telling, and the last word is the truth.
 */
export class TellUnread {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly live: LiveChannel,
  ) {}

  async execute({ userId }: { readonly userId: string }): Promise<void> {
    let told = -1;
    for (let times = 0; times < MOST_TIMES; times += 1) {
      const count = await this.notifications.unreadCount(userId);
      if (count === told) return;
      await this.live.send(userId, { event: 'unread', payload: { count } });
      told = count;
    }
  }
}
