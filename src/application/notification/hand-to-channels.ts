import type { User } from '../../domain/identity/user.js';
import { awaitsAttempt, handedOver, type OuterChannel } from '../../domain/notification/channel-delivery.js';
import { noteChannels, type Notification } from '../../domain/notification/notification.js';
import { isWanted } from '../../domain/notification/preferences.js';
import type { Clock } from '../ports/clock.js';
import type { JobQueue } from '../ports/job-queue.js';
import type { NotificationChannel } from '../ports/notification-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { addChannelAttempt, ATTEMPT_LATE_MS } from './channel-attempt.js';

/**
 * Has a notification sent on every channel there is that its user wants for it. It is noted first, so that no crash
 * forgets it.
 */
export class HandToChannels {
  constructor(
    private readonly channels: readonly NotificationChannel[],
    private readonly notifications: NotificationRepository,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Whether there is no channel to hand anything to. */
  get isIdle(): boolean {
    return this.channels.length === 0;
  }

  /** A channel that has tried it goes on by itself. @throws DomainError `unavailable` */
  async execute({ preferences }: User, { id: notificationId, type, channels }: Notification): Promise<void> {
    const names = this.channels
      .map(({ name }) => name)
      .filter((name) => awaitsAttempt(channels[name], 1) && isWanted(preferences, type, name));
    if (names.some((name) => channels[name] === undefined)) await this.note(notificationId, names);
    for (const channel of names) await addChannelAttempt(this.jobs, { notificationId, channel, attempt: 1 });
  }

  private async note(id: string, names: readonly OuterChannel[]): Promise<void> {
    const pending = handedOver(this.clock.now() + ATTEMPT_LATE_MS);
    await this.notifications.update(id, (notification) => {
      const missing = names.filter((name) => notification.channels[name] === undefined);
      return noteChannels(notification, Object.fromEntries(missing.map((name) => [name, pending])));
    });
  }
}
