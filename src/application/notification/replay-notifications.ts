import {
  expireAttempt,
  hasExpired,
  park,
  replayAsked,
  type Notification,
} from '../../domain/notification/notification.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { Presence } from '../ports/presence.js';
import type { NotificationEvents } from './notification-events.js';

const PAGE = 100;
/** Younger ones are still in the hands of whoever posted them. */
const PUBLISHED_WITHIN_MS = 5000;

/**
 * The job `notification-replay`: publishes what a crash or an outage left unpublished, ends attempts that nobody
 * acknowledged, and asks for those again whose retry is due. For users who are away nothing is tried and nothing used
 * up, and what has expired is left alone.
 */
export class ReplayNotifications {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly presence: Presence,
    private readonly events: NotificationEvents,
    private readonly clock: Clock,
    private readonly settings: DeliverySettings,
  ) {}

  /** @throws DomainError `unavailable`; what is left then is left for the next run */
  async execute(): Promise<void> {
    const now = this.clock.now();
    await eachPage(
      () => this.notifications.due(now, PAGE),
      (due) => this.settle(due, now),
    );
    await eachPage(
      () => this.notifications.unpublished(now - PUBLISHED_WITHIN_MS, PAGE),
      (lost) => this.publish(lost),
    );
  }

  private async settle(due: readonly Notification[], now: Instant): Promise<void> {
    for (const { id } of due.filter(({ attemptExpiresAt }) => attemptExpiresAt !== null)) {
      await this.notifications.update(id, (notification) => expireAttempt(notification, now, this.settings));
    }
    const waiting = due.filter(({ attemptExpiresAt }) => attemptExpiresAt === null);
    const here = await this.reachable(
      waiting.map(({ userId }) => userId),
      now,
    );
    for (const notification of waiting) {
      if (here.has(notification.userId) && !hasExpired(notification, now)) await this.replay(notification, now);
      else await this.notifications.update(notification.id, (stored) => park(stored, now));
    }
  }

  private async reachable(userIds: readonly string[], now: Instant): Promise<ReadonlySet<string>> {
    const here = new Set<string>();
    for (const userId of new Set(userIds)) if (await this.presence.reachable(userId, now)) here.add(userId);
    return here;
  }

  /** Publishes first: a crash in between asks twice, and the lease of the attempt lets only one through. */
  private async replay({ id, userId }: Notification, now: Instant): Promise<void> {
    const data = { userId, notificationId: id };
    await this.events.publish('notification.replayed', data);
    await this.notifications.update(id, (notification) => replayAsked(notification, now, this.settings));
  }

  private async publish(lost: readonly Notification[]): Promise<void> {
    for (const { id, userId, message } of lost) {
      const data = { userId, notificationId: id, message };
      await this.events.publish('notification.posted', data);
      await this.notifications.markPublished(id);
    }
  }
}

/** Until there are none left; what is taken from a page must not be in the next one. */
async function eachPage(
  read: () => Promise<readonly Notification[]>,
  take: (page: readonly Notification[]) => Promise<void>,
): Promise<void> {
  for (let page = await read(); page.length > 0; page = page.length < PAGE ? [] : await read()) await take(page);
}
