import { OUTER_CHANNELS, putOff } from '../../domain/notification/channel-delivery.js';
import { noteChannels, type Notification } from '../../domain/notification/notification.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { JobQueue } from '../ports/job-queue.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { addChannelAttempt, ATTEMPT_LATE_MS } from './channel-attempt.js';

const PAGE = 100;

/**
 * The job `channel-sweep`: asks for the attempts on channels that are due: those whose quiet hours are over, those that
 * an administrator wants, and those that a crash of the job queue has lost.
 */
export class SweepChannels {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unavailable`; what is left then is left for the next run */
  async execute(): Promise<void> {
    const now = this.clock.now();
    let page: readonly Notification[];
    do {
      page = await this.notifications.channelsDue(now, PAGE);
      await Promise.all(page.map((notification) => this.ask(notification, now)));
    } while (page.length === PAGE);
  }

  /** Asks first: a crash in between asks twice, for one attempt. */
  private async ask({ id: notificationId, channels }: Notification, now: Instant): Promise<void> {
    const due = OUTER_CHANNELS.flatMap((channel) => {
      const delivery = channels[channel];
      return delivery?.dueAt == null || delivery.dueAt > now ? [] : [{ channel, attempt: delivery.attempts + 1 }];
    });
    for (const attempt of due) await addChannelAttempt(this.jobs, { notificationId, ...attempt });
    await this.notifications.update(notificationId, (stored) => {
      const overdue = Object.entries(stored.channels).filter(([, { dueAt }]) => dueAt !== null && dueAt <= now);
      const later = overdue.map(([name, delivery]) => [name, putOff(delivery, now + ATTEMPT_LATE_MS)] as const);
      return noteChannels(stored, Object.fromEntries(later));
    });
  }
}
