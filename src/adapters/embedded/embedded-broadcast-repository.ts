import type { Position } from '../../application/paging.js';
import type { BroadcastRepository } from '../../application/ports/broadcast-repository.js';
import type { Broadcast } from '../../domain/notification/broadcast.js';
import type { Instant } from '../../domain/time/instant.js';
import { behind, where, type Condition } from './conditions.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase, SqlValue } from './embedded-database.js';

export const broadcastTables = `
  CREATE TABLE broadcasts (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    user_id TEXT AS (document ->> 'userId') STORED,
    created_by TEXT NOT NULL AS (document ->> 'createdBy') STORED,
    created_at INTEGER NOT NULL AS (document ->> 'createdAt') STORED,
    status TEXT NOT NULL AS (document ->> 'status') STORED,
    send_at INTEGER NOT NULL AS (document ->> 'sendAt') STORED,
    finished_at INTEGER AS (document ->> 'finishedAt') STORED
  ) STRICT;
  CREATE INDEX broadcasts_for_many ON broadcasts (created_at, id) WHERE user_id IS NULL;
  CREATE INDEX broadcasts_for_one ON broadcasts (user_id) WHERE user_id IS NOT NULL;
  CREATE INDEX broadcasts_scheduled ON broadcasts (created_by, created_at, id)
    WHERE user_id IS NOT NULL AND status = 'scheduled';
  CREATE INDEX broadcasts_due ON broadcasts (send_at, id) WHERE finished_at IS NULL;
  CREATE INDEX broadcasts_finished ON broadcasts (finished_at) WHERE user_id IS NOT NULL;
`;

const SCHEDULED_BY = "created_by = ? AND user_id IS NOT NULL AND status = 'scheduled'";

/** Broadcasts in the embedded store. */
export class EmbeddedBroadcastRepository implements BroadcastRepository {
  private readonly broadcasts: DocumentTable<Broadcast>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.broadcasts = new DocumentTable(database, 'broadcasts');
  }

  async add(broadcast: Broadcast): Promise<Broadcast> {
    return this.broadcasts.upsert(broadcast.id, (stored) => stored ?? broadcast);
  }

  async get(id: string): Promise<Broadcast | undefined> {
    return this.broadcasts.find(id);
  }

  async update(id: string, change: (broadcast: Broadcast) => Broadcast): Promise<Broadcast | undefined> {
    return this.broadcasts.update(id, change);
  }

  async list(after: Position | undefined, limit: number): Promise<readonly Broadcast[]> {
    return this.newest({ sql: 'user_id IS NULL', values: [] }, after, limit);
  }

  async scheduledBy(createdBy: string, after: Position | undefined, limit: number): Promise<readonly Broadcast[]> {
    return this.newest({ sql: SCHEDULED_BY, values: [createdBy] }, after, limit);
  }

  async countScheduledBy(createdBy: string): Promise<number> {
    const sql = `SELECT count(*) AS n FROM broadcasts WHERE ${SCHEDULED_BY}`;
    return this.database.get<{ n: number }>(sql, createdBy)?.n ?? 0;
  }

  async due(now: Instant, after: Position | undefined, limit: number): Promise<readonly Broadcast[]> {
    const { sql, values } = where(
      { sql: 'finished_at IS NULL AND send_at <= ?', values: [now] },
      behind('send_at', 1, after),
    );
    return this.select(`${sql} ORDER BY send_at, id LIMIT ?`, ...values, limit);
  }

  async removeOfUser(userId: string): Promise<void> {
    this.database.run('DELETE FROM broadcasts WHERE user_id = ?', userId);
  }

  async removeFinishedBefore(before: Instant): Promise<number> {
    return this.database.run('DELETE FROM broadcasts WHERE user_id IS NOT NULL AND finished_at < ?', before);
  }

  private newest(which: Condition, after: Position | undefined, limit: number): readonly Broadcast[] {
    const { sql, values } = where(which, behind('created_at', -1, after));
    return this.select(`${sql} ORDER BY created_at DESC, id DESC LIMIT ?`, ...values, limit);
  }

  private select(clauses: string, ...values: readonly SqlValue[]): readonly Broadcast[] {
    return this.database.documents<Broadcast>(`SELECT document FROM broadcasts ${clauses}`, ...values);
  }
}
