import type { Notification } from '../../domain/notification/notification.js';
import { toIso } from '../../domain/time/instant.js';
import type { EventOf } from '../events.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import { notificationView } from './notification-view.js';

type NotificationEventType = 'notification.posted' | 'notification.routed' | 'notification.replayed';

/** Puts what happens to notifications into the event log. */
export class NotificationEvents {
  constructor(
    private readonly events: EventLog,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /**
   * A wake-up for the sockets, with the notification if nobody has tried to deliver it yet.
   * @throws DomainError `event-log-unavailable`
   */
  route(notification: Notification): Promise<void> {
    const { id: notificationId, userId, attempts } = notification;
    const untried = attempts === 0 && { notification: notificationView(notification) };
    return this.publish('notification.routed', { userId, notificationId, ...untried });
  }

  /** That it happened now. @throws DomainError `event-log-unavailable` */
  async publish<Type extends NotificationEventType>(type: Type, data: EventOf<Type>['data']): Promise<void> {
    // The compiler cannot tell which member of the union a type parameter picks.
    const event = { id: this.ids.next(), type, version: 1, occurredAt: toIso(this.clock.now()), data } as EventOf<Type>;
    await this.events.publish(event);
  }
}
