import { toIso } from '../../domain/time/instant.js';
import type { EventOf } from '../events.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';

type NotificationEventType = 'notification.posted' | 'notification.routed' | 'notification.replayed';

/** Puts what happens to notifications into the event log. */
export class NotificationEvents {
  constructor(
    private readonly events: EventLog,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** That it happened now. @throws DomainError `event-log-unavailable` */
  async publish<Type extends NotificationEventType>(type: Type, data: EventOf<Type>['data']): Promise<void> {
    // The compiler cannot tell which member of the union a type parameter picks.
    const event = { id: this.ids.next(), type, version: 1, occurredAt: toIso(this.clock.now()), data } as EventOf<Type>;
    await this.events.publish(event);
  }
}
