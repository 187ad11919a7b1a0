import { TOPICS, type AppEvent } from '../../application/events.js';
import type { Clock } from '../../application/ports/clock.js';
import {
  DEAD_LETTERS_KEPT_MS,
  toResend,
  type DeadLetter,
  type DeadLetterStore,
} from '../../application/ports/dead-letter-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedEventStore, type BuriedDelivery } from './embedded-event-store.js';

/** The dead letters of the embedded event log. Re-sending is one transaction: all of them, or none. */
export class EmbeddedDeadLetterStore implements DeadLetterStore {
  private readonly store: EmbeddedEventStore;

  constructor(
    database: EmbeddedDatabase,
    private readonly clock: Clock,
  ) {
    this.store = new EmbeddedEventStore(database);
  }

  async list(): Promise<readonly DeadLetter[]> {
    return this.store.deadLettersAfter(this.clock.now() - DEAD_LETTERS_KEPT_MS).map(letterOf);
  }

  async resend(ids: readonly string[]): Promise<number> {
    const letters = toResend(await this.list(), ids);
    this.store.transaction(() => {
      for (const { id, value } of letters) {
        const body = value ?? '';
        this.store.append(JSON.parse(body) as AppEvent, body);
        this.store.noteResent(Number(id));
      }
    });
    return letters.length;
  }
}

function letterOf({ id, position, body, reason, attempts, at, resent }: BuriedDelivery): DeadLetter {
  const event = JSON.parse(body) as AppEvent;
  return {
    id: String(id),
    topic: TOPICS[event.type],
    key: event.data.userId,
    value: body,
    reason,
    attempts,
    origin: { partition: 0, offset: String(position) },
    at,
    resent: resent === 1,
  };
}
