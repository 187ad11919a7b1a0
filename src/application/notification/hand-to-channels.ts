import type { User } from '../../domain/identity/user.js';
import type { Notification } from '../../domain/notification/notification.js';
import { isWanted } from '../../domain/notification/preferences.js';
import type { JobQueue } from '../ports/job-queue.js';
import type { NotificationChannel } from '../ports/notification-channel.js';
import { addChannelAttempt } from './channel-attempt.js';

/** Has a notification sent on every channel there is that its user wants for it. */
export class HandToChannels {
  constructor(
    private readonly channels: readonly NotificationChannel[],
    private readonly jobs: JobQueue,
  ) {}

  /** A channel that has tried it goes on by itself. @throws DomainError `unavailable` */
  async execute({ preferences }: User, { id: notificationId, type, channels }: Notification): Promise<void> {
    for (const { name: channel } of this.channels) {
      if (channels[channel] !== undefined || !isWanted(preferences, type, channel)) continue;
      await addChannelAttempt(this.jobs, { notificationId, channel, attempt: 1 });
    }
  }
}
