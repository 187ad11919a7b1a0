import type { AppEvent, EventType } from '../../application/events.js';
import type { Backlog, ConsumerGroup } from '../../application/ports/event-log.js';
import { parseInstant, type Instant } from '../../domain/time/instant.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const eventTables = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT NOT NULL,
    user_id TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_type ON events (type, position);
  CREATE TABLE event_groups (
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (type, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE event_deliveries (
    group_name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    position INTEGER NOT NULL REFERENCES events (position),
    PRIMARY KEY (group_name, user_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX event_deliveries_by_position ON event_deliveries (position);
  CREATE TABLE dead_letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    at INTEGER NOT NULL,
    resent INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX dead_letters_by_time ON dead_letters (at);
`;

/** A delivery that was given up. */
export interface BuriedDelivery extends Delivery {
  readonly id: number;
  readonly reason: string;
  readonly attempts: number;
  readonly at: Instant;
  readonly resent: 0 | 1;
}

/** An event that a group still has to handle. */
export interface Delivery {
  readonly position: number;
  readonly body: string;
}

/**
 * The event log as rows: an event, and beside it one delivery for each group that has not handled it yet. So a user
 * whose event fails holds up neither the others nor the trimming of what every group has.
 */
export class EmbeddedEventStore {
  constructor(private readonly database: EmbeddedDatabase) {}

  /** Returns the groups that have to handle it. Kept for groups to come if none is known for the type. */
  append(event: AppEvent, body: string): readonly ConsumerGroup[] {
    return this.database.transaction(() => {
      const { userId } = event.data;
      const [row] = this.database.all<{ position: number }>(
        'INSERT INTO events (type, user_id, body) VALUES (?, ?, ?) RETURNING position',
        event.type,
        userId,
        body,
      );
      if (row === undefined) throw new Error('an insert returned nothing');
      return this.database
        .all<{ group_name: ConsumerGroup }>(
          `INSERT INTO event_deliveries (group_name, user_id, position)
           SELECT name, ?, ? FROM event_groups WHERE type = ? RETURNING group_name`,
          userId,
          row.position,
          event.type,
        )
        .map((delivery) => delivery.group_name);
    });
  }

  /** Makes a group known. Of a type new to it, it gets whatever is still kept. */
  register(group: ConsumerGroup, types: readonly EventType[]): void {
    this.database.transaction(() => {
      for (const type of types) {
        const added = this.database.run('INSERT OR IGNORE INTO event_groups (type, name) VALUES (?, ?)', type, group);
        if (added === 0) continue;
        this.database.run(
          `INSERT INTO event_deliveries (group_name, user_id, position)
           SELECT ?, user_id, position FROM events WHERE type = ?`,
          group,
          type,
        );
      }
    });
  }

  /** Users of whom the group has events to handle, those who wait longest first. */
  usersWaiting(group: ConsumerGroup): readonly string[] {
    return this.database
      .all<{ user_id: string }>(
        'SELECT user_id FROM event_deliveries WHERE group_name = ? GROUP BY user_id ORDER BY MIN(position)',
        group,
      )
      .map((row) => row.user_id);
  }

  next(group: ConsumerGroup, userId: string): Delivery | undefined {
    return this.database.get<Delivery>(
      `SELECT position, body FROM event_deliveries JOIN events USING (position)
       WHERE group_name = ? AND event_deliveries.user_id = ? ORDER BY position LIMIT 1`,
      group,
      userId,
    );
  }

  /** What the group still has to handle, by type. */
  waiting(group: ConsumerGroup): ReadonlyMap<EventType, Pick<Backlog, 'events' | 'oldest'>> {
    // Beside MIN the other columns are those of its row.
    const rows = this.database.all<{ type: EventType; events: number; occurredAt: string }>(
      `SELECT type, COUNT(*) AS events, MIN(position), body ->> '$.occurredAt' AS occurredAt
       FROM event_deliveries JOIN events USING (position) WHERE group_name = ? GROUP BY type`,
      group,
    );
    return new Map(rows.map(({ type, events, occurredAt }) => [type, { events, oldest: parseInstant(occurredAt) }]));
  }

  /** The group is done with it. The last group takes the event along. */
  settle(group: ConsumerGroup, userId: string, position: number): void {
    this.database.transaction(() => {
      this.database.run(
        'DELETE FROM event_deliveries WHERE group_name = ? AND user_id = ? AND position = ?',
        group,
        userId,
        position,
      );
      this.database.run(
        'DELETE FROM events WHERE position = ? AND NOT EXISTS (SELECT 1 FROM event_deliveries WHERE position = ?)',
        position,
        position,
      );
    });
  }

  bury({ position, body }: Delivery, reason: string, attempts: number, at: Instant): void {
    this.database.run(
      'INSERT INTO dead_letters (position, body, reason, attempts, at) VALUES (?, ?, ?, ?, ?)',
      position,
      body,
      reason,
      attempts,
      at,
    );
  }

  transaction<T>(work: () => T): T {
    return this.database.transaction(work);
  }

  /** Oldest first. */
  deadLettersAfter(instant: Instant): readonly BuriedDelivery[] {
    return this.database.all('SELECT * FROM dead_letters WHERE at > ? ORDER BY id', instant);
  }

  noteResent(id: number): void {
    this.database.run('UPDATE dead_letters SET resent = 1 WHERE id = ?', id);
  }

  /** Returns when the oldest of those that stay was written. */
  forgetDeadLettersBefore(instant: Instant): Instant | undefined {
    this.database.run('DELETE FROM dead_letters WHERE at <= ?', instant);
    return this.database.get<{ at: Instant | null }>('SELECT MIN(at) AS at FROM dead_letters')?.at ?? undefined;
  }

  /** Throws if the store cannot be read. */
  check(): void {
    this.database.all('SELECT 1 FROM events LIMIT 1');
  }
}
