import { hasExpired, isDue, type Notification } from '../../domain/notification/notification.js';
import { isUrgent } from '../../domain/notification/quiet-hours.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import { parseInstant, type Instant } from '../../domain/time/instant.js';
import type { NotificationRouted } from '../events.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { Presence } from '../ports/presence.js';
import type { UserRepository } from '../ports/user-repository.js';
import { RecentMap } from '../recent-map.js';
import { holdWhileQuiet } from './hold-while-quiet.js';
import { notificationView, type NotificationView } from './notification-view.js';
import { startAttempt } from './start-attempt.js';
import type { TellUnread } from './tell-unread.js';

/** How far it looks back for what should go first. What lies further back has its own events. */
const WINDOW = 100;
/** What came along with an older event may have been read or deleted since. */
const FRESH_MS = 2000;
const MOST_USERS_REMEMBERED = 10_000;

/**
 * Pushes what is due to a user, in order. The event is a wake-up: it says that the time of one notification has come;
 * its neighbours that are due go along; beside an urgent one, which may come in quiet hours, only urgent ones. Nothing
 * waits for an acknowledgement.
 */
export class DeliverNotifications {
  /** Up to which sequence nothing of a user waits for its first push. Who is not known here costs a look at the store. */
  private readonly pushedUpTo = new RecentMap<string, number>(MOST_USERS_REMEMBERED);
  /** Users who were pushed something, and not told yet how much is unread. */
  private readonly untold = new Set<string>();

  constructor(
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
    private readonly presence: Presence,
    private readonly live: LiveChannel,
    private readonly tellUnread: TellUnread,
    private readonly clock: Clock,
    private readonly settings: DeliverySettings,
  ) {}

  async execute(event: NotificationRouted): Promise<void> {
    const { userId, notificationId } = event.data;
    const next = this.nextOf(event);
    if (next !== undefined) {
      await this.pushAtOnce(next);
    } else if (await this.reachable(userId)) {
      if (await this.pushDue(userId, notificationId)) this.untold.add(userId);
      await this.tell(userId);
    }
  }

  /** What came along, if it is the very next of its user, so that nothing can go first: it does not wait for the store. */
  private nextOf({ occurredAt, data: { userId, notification } }: NotificationRouted): NotificationView | undefined {
    if (notification?.sequence !== (this.pushedUpTo.get(userId) ?? 0) + 1) return undefined;
    const now = this.clock.now();
    const isFresh = instantOf(occurredAt) > now - FRESH_MS;
    const isOver = notification.expiresAt !== null && instantOf(notification.expiresAt) <= now;
    return isFresh && !isOver ? notification : undefined;
  }

  /**
   * The attempt is noted at the end: should that fail, the event comes again, and devices take nothing twice. By then it
   * is known what became of it on the way, which devices may have heard before the notification itself.
   */
  private async pushAtOnce(notification: NotificationView): Promise<void> {
    const { id, userId, sequence, attempts } = notification;
    const pushing = this.live.push(userId, { ...notification, attempts: attempts + 1 });
    const [reachable] = await Promise.all([this.reachable(userId), pushing]);
    if (!reachable) return;
    this.remember(userId, sequence);
    this.untold.add(userId);
    await this.tell(userId);
    const attempt = await startAttempt(this.notifications, id, this.clock.now(), this.settings);
    if (attempt !== undefined) await this.tellChange(attempt.notification);
  }

  private async tellChange(notification: Notification): Promise<void> {
    const { id, userId, readAt, deletedAt } = notification;
    if (deletedAt !== null) {
      await this.live.send(userId, { event: 'notification:deleted', payload: { id } });
    } else if (readAt !== null) {
      await this.live.send(userId, { event: 'notification:updated', payload: notificationView(notification) });
    }
  }

  /** How much is unread, if that has changed. Should it fail, the event comes again, and nothing to push with it. */
  private async tell(userId: string): Promise<void> {
    if (!this.untold.has(userId)) return;
    await this.tellUnread.execute({ userId });
    this.untold.delete(userId);
  }

  private async pushDue(userId: string, notificationId: string): Promise<boolean> {
    const [user, called] = await Promise.all([this.users.get(userId), this.notifications.get(notificationId)]);
    if (user === undefined || called?.userId !== userId) return false;
    // Also when an earlier wake-up took it along.
    if (called.status === 'delivered' || called.attemptExpiresAt !== null) return false;
    const now = this.clock.now();
    if (hasExpired(called, now)) return false;
    // They may have begun since it was routed.
    if (await holdWhileQuiet(this.notifications, user, called, now)) return false;
    const window = await this.notifications.undelivered(userId, called.sequence - WINDOW, now, WINDOW);
    const going = window.filter(
      (notification) => notification.id === notificationId || goesAlong(notification, called, now),
    );
    let pushed = false;
    for (const notification of going) pushed = (await this.push(notification)) || pushed;
    const waits = window.some((notification) => notification.attempts === 0 && !going.includes(notification));
    if (waits) this.pushedUpTo.delete(userId);
    else this.remember(userId, Math.max(called.sequence, ...going.map(({ sequence }) => sequence)));
    return pushed;
  }

  private async push({ id, userId }: Notification): Promise<boolean> {
    const attempt = await startAttempt(this.notifications, id, this.clock.now(), this.settings);
    if (attempt?.started !== true) return false;
    await this.live.push(userId, notificationView(attempt.notification));
    return true;
  }

  /** An empty room is not an attempt. */
  private reachable(userId: string): Promise<boolean> {
    return this.presence.reachable(userId, this.clock.now());
  }

  private remember(userId: string, sequence: number): void {
    this.pushedUpTo.set(userId, Math.max(this.pushedUpTo.get(userId) ?? 0, sequence));
  }
}

function instantOf(text: string): Instant {
  return parseInstant(text) ?? 0;
}

/**
 * A first push waits for nothing but the end of quiet hours, and they are over if the called one is not urgent: it goes
 * even if the replay, which asked for it, has put it off.
 */
function goesAlong(notification: Notification, called: Notification, now: Instant): boolean {
  if (isUrgent(called.type)) return isUrgent(notification.type) && isDue(notification, now);
  return notification.attempts === 0 || isDue(notification, now);
}
