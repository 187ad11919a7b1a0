import type { Instant } from '../../domain/time/instant.js';
import type { AppEvent, EventOf, EventType, Topic } from '../events.js';

/** Resolves when the event in hand is done and none will follow. */
export type Stop = () => Promise<void>;

/** Named groups of consumers: every group sees every event of its types once or more. */
export type ConsumerGroup = 'movement' | 'notification-routing' | 'notification-delivery';

export interface Subscription<Type extends EventType = EventType> {
  readonly group: ConsumerGroup;
  readonly types: readonly Type[];
  /** Idempotent. A rejection is judged by `delivery-policy.ts`: the same event again, or a dead letter. */
  readonly handle: (event: EventOf<Type>) => Promise<void>;
}

/** What became of the events of a topic in this process since it subscribed. */
export interface EventCounts {
  readonly topic: Topic;
  readonly processed: number;
  /** Tries that failed and were or will be followed by another. */
  readonly retried: number;
  readonly deadLettered: number;
}

/** A group as this process takes part in it. */
export interface ConsumerState {
  readonly group: ConsumerGroup;
  /** False when its consumer crashed, or does not get on for two minutes though there is something to do. */
  readonly moving: boolean;
  readonly counts: readonly EventCounts[];
}

/** What a group still has to finish. */
export interface Backlog {
  readonly group: ConsumerGroup;
  readonly topic: Topic;
  /** Of the whole group, with those in hand, and perhaps with finished ones that were published after one in hand. */
  readonly events: number;
  /** When the oldest event that this process has in hand or waiting was published. */
  readonly oldest: Instant | undefined;
}

/**
 * An ordered, durable log of what happened. Delivery is at least once: after a crash, or when a handler fails, the
 * same event comes again.
 */
export interface EventLog {
  /**
   * Resolves when the event is durable. Events of one type and user (`data.userId`) keep their order.
   * @throws DomainError `unavailable` when the log is away; the event may still land. `invalid` (`event-too-large`)
   */
  publish(event: AppEvent): Promise<void>;
  /**
   * Every group sees every event of the types it names, from the first ever published after the group was known. The
   * next event of a user waits until `handle` resolves or the event has become a dead letter; others do not wait for it.
   * The promise resolves once events flow. A process subscribes a group once.
   */
  subscribe<Type extends EventType>(subscription: Subscription<Type>): Promise<Stop>;
  /** False when the log is away. */
  healthy(): Promise<boolean>;
  /** One for each subscription. */
  consumers(): readonly ConsumerState[];
  /** One for each topic of each subscription. @throws DomainError `unavailable`, within a second or so */
  backlog(): Promise<readonly Backlog[]>;
}
