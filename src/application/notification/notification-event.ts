import { toIso } from '../../domain/time/instant.js';
import type { EventOf } from '../events.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';

type NotificationEventType = 'notification.posted' | 'notification.routed' | 'notification.replayed';

/** Something that happened now, as it goes into the event log. */
export function notificationEvent<Type extends NotificationEventType>(
  type: Type,
  data: EventOf<Type>['data'],
  ids: IdGenerator,
  clock: Clock,
): EventOf<Type> {
  // The compiler cannot tell which member of the union a type parameter picks.
  return { id: ids.next(), type, version: 1, occurredAt: toIso(clock.now()), data } as EventOf<Type>;
}
