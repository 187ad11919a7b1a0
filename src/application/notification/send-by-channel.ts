import { DomainError, isUnavailable, pauseAfter } from '../../domain/errors.js';
import type { User } from '../../domain/identity/user.js';
import {
  awaitsAttempt,
  noteFailed,
  noteSent,
  putOff,
  type ChannelDelivery,
} from '../../domain/notification/channel-delivery.js';
import { isWorthTelling, noteChannels, type Notification } from '../../domain/notification/notification.js';
import { isWanted } from '../../domain/notification/preferences.js';
import { heldUntil } from '../../domain/notification/quiet-hours.js';
import { retryPause, type DeliverySettings } from '../../domain/notification/retry-policy.js';
import { MINUTE } from '../../domain/time/duration.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { JobQueue } from '../ports/job-queue.js';
import type { Log } from '../ports/log.js';
import type { NotificationChannel } from '../ports/notification-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import { addChannelAttempt, ATTEMPT_LATE_MS, type ChannelAttempt } from './channel-attempt.js';

/** No clock of a worker that is a little behind finds it quiet still. */
const AFTER_QUIET_MS = MINUTE;

/**
 * The job `channel-attempt`: sends a notification on one channel, after the quiet hours of its user. What failed follows
 * as a job of its own, with the pauses of every delivery; what was made of it is kept with the notification.
 */
export class SendByChannel {
  constructor(
    private readonly channels: readonly NotificationChannel[],
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly settings: DeliverySettings,
  ) {}

  /**
   * Nothing is sent that is deleted, expired or no longer wanted, or whose attempt was made.
   * @throws DomainError `unavailable`
   */
  async execute(attempt: ChannelAttempt): Promise<void> {
    const channel = this.channels.find(({ name }) => name === attempt.channel);
    const notification = await this.notifications.get(attempt.notificationId);
    if (notification === undefined || !awaitsAttempt(notification.channels[attempt.channel], attempt.attempt)) return;
    const user = await this.users.get(notification.userId);
    if (channel === undefined || user === undefined || !this.isWorthSending(user, notification, channel)) {
      await this.putOff(attempt, null);
      return;
    }
    const until = heldUntil(user, notification.type, this.clock.now());
    if (until === undefined) await this.send(channel, user, notification, attempt);
    else await this.putOff(attempt, until + AFTER_QUIET_MS);
  }

  private isWorthSending({ preferences }: User, notification: Notification, { name }: NotificationChannel): boolean {
    return isWorthTelling(notification, this.clock.now()) && isWanted(preferences, notification.type, name);
  }

  private async putOff(attempt: ChannelAttempt, dueAt: Instant | null): Promise<void> {
    await this.note(attempt, (delivery) => delivery && putOff(delivery, dueAt));
  }

  private async send(
    channel: NotificationChannel,
    user: User,
    notification: Notification,
    attempt: ChannelAttempt,
  ): Promise<void> {
    try {
      await channel.send(user, notification);
    } catch (error) {
      if (isResting(error)) await this.putOff(attempt, this.clock.now() + pauseAfter(error, 0));
      else await this.fail(attempt, error);
      return;
    }
    await this.note(attempt, (delivery) => noteSent(delivery, attempt.attempt, this.clock.now()));
  }

  private async fail(made: ChannelAttempt, error: unknown): Promise<void> {
    const { notificationId, channel, attempt } = made;
    const last = !isUnavailable(error) || attempt >= this.settings.maxAttempts;
    // Before it is noted: a crash in between tries once too often, and forgets nothing.
    const pause = pauseAfter(error, retryPause(`${notificationId}:${channel}`, attempt, this.settings));
    const runAt = this.clock.now() + pause;
    if (!last) await addChannelAttempt(this.jobs, { ...made, attempt: attempt + 1 }, runAt);
    else this.log.warn({ error, ...made }, 'a notification cannot be sent by a channel');
    const dueAt = last ? null : runAt + ATTEMPT_LATE_MS;
    const lastError = error instanceof Error ? error.message : String(error);
    await this.note(made, (delivery) => noteFailed(delivery, attempt, lastError, dueAt));
  }

  private async note(
    { notificationId, channel }: ChannelAttempt,
    change: (delivery: ChannelDelivery | undefined) => ChannelDelivery | undefined,
  ): Promise<void> {
    await this.notifications.update(notificationId, (notification) => {
      const delivery = change(notification.channels[channel]);
      return delivery === undefined ? notification : noteChannels(notification, { [channel]: delivery });
    });
  }
}

/** Nobody was asked: that is no attempt. */
function isResting(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'receiver-resting';
}
