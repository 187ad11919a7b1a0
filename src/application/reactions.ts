import type { EventOf, EventType } from './events.js';
import type { AccumulateDistance } from './movement/accumulate-distance.js';
import type { DeliverNotifications } from './notification/deliver-notifications.js';
import type { RouteNotification } from './notification/route-notification.js';
import type { ConsumerGroup, Subscription } from './ports/event-log.js';

/** Who reacts to an event. */
interface Reaction<Type extends EventType> {
  readonly group: ConsumerGroup;
  readonly handle: (event: EventOf<Type>) => Promise<void>;
}

export interface ReactingUseCases {
  readonly accumulateDistance: AccumulateDistance;
  readonly routeNotification: RouteNotification;
  readonly deliverNotifications: DeliverNotifications;
}

/** Event → group → use case. Exhaustive: an event without a reaction does not compile. */
function reactions(useCases: ReactingUseCases): { readonly [Type in EventType]: Reaction<Type> } {
  const route = {
    group: 'notification-routing',
    handle: (event: EventOf<'notification.posted' | 'notification.replayed'>) =>
      useCases.routeNotification.execute(event),
  } as const;
  return {
    'gps-points.recorded': { group: 'movement', handle: (event) => useCases.accumulateDistance.execute(event) },
    'notification.posted': route,
    'notification.replayed': route,
    'notification.routed': {
      group: 'notification-delivery',
      handle: (event) => useCases.deliverNotifications.execute(event),
    },
  };
}

/** One subscription for each of these groups, to all event types that it reacts to. */
export function subscriptions(groups: readonly ConsumerGroup[], useCases: ReactingUseCases): readonly Subscription[] {
  const table = reactions(useCases);
  const types = Object.keys(table) as EventType[];
  return groups.map((group) => ({
    group,
    types: types.filter((type) => table[type].group === group),
    // The type of the event picks the reaction to that type; the compiler cannot follow it through the table.
    handle: (event) => (table[event.type] as Reaction<EventType>).handle(event),
  }));
}
