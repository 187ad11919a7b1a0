import { DomainError } from '../../domain/errors.js';
import { userNotFound, type User } from '../../domain/identity/user.js';
import { draft, isWorthTelling, type Notification } from '../../domain/notification/notification.js';
import type { NotificationPosted, NotificationReplayed } from '../events.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { Presence } from '../ports/presence.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { HandToChannels } from './hand-to-channels.js';
import { holdWhileQuiet } from './hold-while-quiet.js';
import type { NotificationEvents } from './notification-events.js';

/**
 * Is the user connected, and not to be left in peace? Then the notification goes on to the sockets, unless who posted it
 * has sent it there; otherwise it waits for the next connection, or for the end of the quiet hours. A new one is also
 * handed to the ways out of the service that the user wants. A message of a foreign publisher becomes a notification
 * first, once per envelope.
 */
export class RouteNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
    private readonly presence: Presence,
    private readonly handToChannels: HandToChannels,
    private readonly events: NotificationEvents,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /**
   * What is for a removed user is dropped; what is deleted or has expired goes no further.
   * @throws DomainError `user-not-found`, `notification-not-found`, `invalid-message`, `job-queue-unavailable`
   */
  async execute(event: NotificationPosted | NotificationReplayed): Promise<void> {
    const { userId, notificationId } = event.data;
    // A foreign publisher has routed nothing, whatever it says.
    const isRouted = event.type === 'notification.posted' && event.data.routed === true && notificationId !== undefined;
    if (isRouted && this.handToChannels.isIdle) return;
    // Side by side: one round trip, not three.
    const [user, known, reachable] = await Promise.all([
      this.users.get(userId),
      notificationId === undefined ? undefined : this.notifications.get(notificationId),
      // Asked again if not: that says why.
      isRouted || this.isReachable(userId).catch(() => false),
    ]);
    if (user === undefined) {
      if (await this.users.wasRemoved(userId)) return;
      throw userNotFound();
    }
    const notification = await this.notificationOf(event, known);
    if (!isWorthTelling(notification, this.clock.now())) return;
    if (!isRouted) await this.passOn(user, notification, reachable);
    // Only now: the sockets do not wait for the job queue.
    if (event.type === 'notification.posted') await this.handToChannels.execute(user, notification);
  }

  private async passOn(user: User, notification: Notification, reachable: boolean): Promise<void> {
    if (notification.status === 'delivered') return;
    if (await holdWhileQuiet(this.notifications, user, notification, this.clock.now())) return;
    // Who connected before a new one was stored found nothing yet: only what presence says from then on counts as a no.
    if (!reachable && !(await this.isReachable(notification.userId))) return;
    await this.events.route(notification);
  }

  private isReachable(userId: string): Promise<boolean> {
    return this.presence.reachable(userId, this.clock.now());
  }

  private async notificationOf(
    event: NotificationPosted | NotificationReplayed,
    known: Notification | undefined,
  ): Promise<Notification> {
    const { userId, notificationId } = event.data;
    if (event.type === 'notification.posted' && notificationId === undefined) return this.create(event);
    if (known?.userId === userId) return known;
    throw new DomainError('not-found', 'notification-not-found', 'The user has no such notification.');
  }

  private async create({ id, data: { userId, message } }: NotificationPosted): Promise<Notification> {
    return this.notifications.add(
      draft({
        id: this.ids.next(),
        userId,
        key: `event:${id}`,
        type: 'message',
        message,
        published: true,
        createdAt: this.clock.now(),
        expiresAt: null,
      }),
    );
  }
}
