import type { Drunk, DueLedger, WaterDayRepository } from '../../application/ports/water-day-repository.js';
import { goalsReached } from '../../domain/hydration/goals-reached.js';
import type { Intake } from '../../domain/hydration/intake.js';
import type { WaterGoal } from '../../domain/hydration/water-goal.js';
import type { ArchivedDay, WaterLedger } from '../../domain/hydration/water-ledger.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';
import type { Day } from '../../domain/time/local-day.js';
import { oneOf, where } from './conditions.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const waterDayTables = `
  CREATE TABLE water_ledgers (
    user_id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    due_at INTEGER AS (document ->> 'dueAt') STORED,
    remind_at INTEGER AS (document ->> 'remindAt') STORED
  ) STRICT;
  CREATE INDEX water_ledgers_by_due ON water_ledgers (due_at, user_id) WHERE due_at IS NOT NULL;
  CREATE INDEX water_ledgers_by_reminder ON water_ledgers (remind_at, user_id) WHERE remind_at IS NOT NULL;
  CREATE TABLE archived_days (
    user_id TEXT NOT NULL,
    day TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (user_id, day)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE intakes (
    user_id TEXT NOT NULL,
    day TEXT NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    millilitres INTEGER NOT NULL,
    PRIMARY KEY (user_id, day, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX intakes_by_time ON intakes (at, millilitres);
  CREATE TABLE goals_reached (
    user_id TEXT NOT NULL,
    day TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (user_id, day)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX goals_reached_by_time ON goals_reached (at);
`;

/** The water of users, in the embedded store. */
export class EmbeddedWaterDayRepository implements WaterDayRepository {
  private readonly ledgers: DocumentTable<WaterLedger>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.ledgers = new DocumentTable(database, 'water_ledgers', 'user_id');
  }

  async ledger(userId: string): Promise<WaterLedger | undefined> {
    return this.ledgers.find(userId);
  }

  async update(userId: string, change: (ledger: WaterLedger | undefined) => WaterLedger): Promise<WaterLedger> {
    return this.database.transaction(() => {
      let before: WaterLedger | undefined;
      const ledger = this.ledgers.upsert(userId, (stored) => change((before = stored)));
      this.writeOut(userId, before, ledger);
      return ledger;
    });
  }

  async updateExisting(userId: string, change: (ledger: WaterLedger) => WaterLedger): Promise<WaterLedger | undefined> {
    return this.database.transaction(() => {
      let before: WaterLedger | undefined;
      const ledger = this.ledgers.update(userId, (stored) => change((before = stored)));
      if (ledger !== undefined) this.writeOut(userId, before, ledger);
      return ledger;
    });
  }

  async due(now: Instant, limit: number, after?: DueLedger): Promise<readonly DueLedger[]> {
    return this.upTo('due_at', now, limit, after);
  }

  async toRemind(now: Instant, limit: number, after?: DueLedger): Promise<readonly DueLedger[]> {
    return this.upTo('remind_at', now, limit, after);
  }

  async archive(userId: string, days: readonly ArchivedDay[]): Promise<void> {
    this.database.transaction(() => {
      for (const day of days) {
        this.database.run(
          'INSERT INTO archived_days (user_id, day, document) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET document = excluded.document',
          userId,
          day.day,
          JSON.stringify(day),
        );
        this.writeDays(userId, day.intakes, [{ from: day.day, millilitres: day.goalMillilitres }]);
      }
    });
  }

  async archived(userId: string, from: Day, to: Day): Promise<readonly ArchivedDay[]> {
    return this.database.documents<ArchivedDay>(
      'SELECT document FROM archived_days WHERE user_id = ? AND day BETWEEN ? AND ? ORDER BY day',
      userId,
      from,
      to,
    );
  }

  async drunk({ from, to }: InstantRange): Promise<Drunk> {
    const sum = this.database.get<Drunk>(
      `SELECT count(*) AS intakes, coalesce(sum(millilitres), 0) AS millilitres,
         (SELECT count(*) FROM goals_reached WHERE at >= ?1 AND at < ?2) AS goals
       FROM intakes WHERE at >= ?1 AND at < ?2`,
      from,
      to,
    );
    return sum ?? { intakes: 0, millilitres: 0, goals: 0 };
  }

  async goalsReached({ from, to }: InstantRange, userIds?: readonly string[]): Promise<number> {
    const { sql, values } = where({ sql: 'at >= ? AND at < ?', values: [from, to] }, oneOf('user_id', userIds));
    return this.database.get<{ n: number }>(`SELECT count(*) AS n FROM goals_reached ${sql}`, ...values)?.n ?? 0;
  }

  async remove(userId: string): Promise<void> {
    this.database.transaction(() => {
      for (const table of ['water_ledgers', 'archived_days', 'intakes', 'goals_reached']) {
        this.database.run(`DELETE FROM ${table} WHERE user_id = ?`, userId);
      }
    });
  }

  /** Writes out what days that are not settled hold; of the settled ones it stands already. */
  private writeOut(userId: string, before: WaterLedger | undefined, { intakes, goals, settled }: WaterLedger): void {
    const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
    if (same(before?.intakes, intakes) && same(before?.goals, goals)) return;
    for (const table of ['intakes', 'goals_reached']) {
      this.database.run(`DELETE FROM ${table} WHERE user_id = ? AND day > ?`, userId, settled.through ?? '');
    }
    this.writeDays(userId, intakes, goals);
  }

  private writeDays(userId: string, intakes: readonly Intake[], goals: readonly WaterGoal[]): void {
    const insert = 'INSERT OR REPLACE INTO';
    for (const { day, id, at, millilitres } of intakes) {
      const row = [userId, day, id, at, millilitres];
      this.database.run(`${insert} intakes (user_id, day, id, at, millilitres) VALUES (?, ?, ?, ?, ?)`, ...row);
    }
    for (const { day, at } of goalsReached(intakes, goals)) {
      this.database.run(`${insert} goals_reached (user_id, day, at) VALUES (?, ?, ?)`, userId, day, at);
    }
  }

  private upTo(column: 'due_at' | 'remind_at', now: Instant, limit: number, after?: DueLedger): readonly DueLedger[] {
    const { sql, values } = where(
      { sql: `${column} <= ?`, values: [now] },
      after && { sql: `(${column}, user_id) > (?, ?)`, values: [after.at, after.userId] },
    );
    return this.database.all<DueLedger>(
      `SELECT user_id AS userId, ${column} AS at FROM water_ledgers ${sql} ORDER BY ${column}, user_id LIMIT ?`,
      ...values,
      limit,
    );
  }
}
