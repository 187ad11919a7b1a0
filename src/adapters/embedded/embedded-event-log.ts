import { eventBody } from '../../application/event-body.js';
import type { AppEvent, EventType } from '../../application/events.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type {
  Backlog,
  ConsumerGroup,
  ConsumerState,
  EventLog,
  Stop,
  Subscription,
} from '../../application/ports/event-log.js';
import type { Log } from '../../application/ports/log.js';
import { EmbeddedConsumer } from './embedded-consumer.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { DEAD_LETTERS_KEPT_MS } from '../../application/ports/dead-letter-store.js';
import { EmbeddedEventStore } from './embedded-event-store.js';

/** The event log in the embedded store. Publishing wakes the consumers of this one process. */
export class EmbeddedEventLog implements EventLog {
  private readonly store: EmbeddedEventStore;
  private readonly consuming = new Map<ConsumerGroup, EmbeddedConsumer>();
  private cancelExpiry: Cancel | undefined;

  constructor(
    database: EmbeddedDatabase,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.store = new EmbeddedEventStore(database);
  }

  async publish(event: AppEvent): Promise<void> {
    const groups = this.store.append(event, eventBody(event));
    for (const group of groups) this.consuming.get(group)?.wake(event.data.userId);
  }

  async subscribe<Type extends EventType>(subscription: Subscription<Type>): Promise<Stop> {
    const { group } = subscription;
    if (this.consuming.has(group)) throw new Error(`${group} is subscribed already`);
    const expire = () => {
      this.expireDeadLetters();
    };
    // A consumer only ever gets events of the types it was registered for.
    const consumer = new EmbeddedConsumer(
      subscription as unknown as Subscription,
      this.store,
      this.clock,
      this.log,
      expire,
    );
    consumer.start();
    this.consuming.set(group, consumer);
    this.expireDeadLetters();
    return async () => {
      await consumer.stop();
      if (this.consuming.get(group) === consumer) this.consuming.delete(group);
      if (this.consuming.size === 0) this.cancelExpiry?.();
    };
  }

  async healthy(): Promise<boolean> {
    try {
      this.store.check();
      return true;
    } catch {
      return false;
    }
  }

  consumers(): readonly ConsumerState[] {
    return [...this.consuming.values()].map((consumer) => consumer.state);
  }

  async backlog(): Promise<readonly Backlog[]> {
    return [...this.consuming.values()].flatMap((consumer) => consumer.backlog());
  }

  /** Resolves when no consumer has an event in hand; one that waits for another try does not count. */
  async idle(): Promise<void> {
    const consumers = [...this.consuming.values()];
    // A handler of one group may have published for another.
    while (consumers.some((consumer) => consumer.active))
      await Promise.all(consumers.map((consumer) => consumer.idle()));
  }

  private expireDeadLetters(): void {
    this.cancelExpiry?.();
    const oldest = this.store.forgetDeadLettersBefore(this.clock.now() - DEAD_LETTERS_KEPT_MS);
    if (oldest === undefined) return;
    this.cancelExpiry = this.clock.after(oldest + DEAD_LETTERS_KEPT_MS - this.clock.now(), () => {
      this.expireDeadLetters();
    });
  }
}
