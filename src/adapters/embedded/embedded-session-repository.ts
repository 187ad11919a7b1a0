import type { SessionRepository } from '../../application/ports/session-repository.js';
import type { Session } from '../../domain/identity/session.js';
import type { Instant } from '../../domain/time/instant.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const sessionTables = `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    user_id TEXT NOT NULL AS (document ->> 'userId') STORED,
    created_at INTEGER NOT NULL AS (document ->> 'createdAt') STORED,
    expires_at INTEGER NOT NULL AS (document ->> 'expiresAt') STORED,
    ended_at INTEGER AS (document ->> 'endedAt') STORED
  ) STRICT;
  CREATE INDEX sessions_by_user ON sessions (user_id, created_at, id);
  CREATE INDEX sessions_by_expiry ON sessions (expires_at);
  CREATE INDEX sessions_by_end ON sessions (ended_at) WHERE ended_at IS NOT NULL;
  CREATE TABLE session_digests (
    digest TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_digests_by_session ON session_digests (session_id);
`;

/** Sign-ins in the embedded store. */
export class EmbeddedSessionRepository implements SessionRepository {
  private readonly sessions: DocumentTable<Session>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.sessions = new DocumentTable(database, 'sessions');
  }

  async add(session: Session): Promise<void> {
    this.database.transaction(() => {
      if (this.sessions.add(session.id, session)) this.indexDigests(session);
    });
  }

  async get(id: string): Promise<Session | undefined> {
    return this.sessions.find(id);
  }

  async byTokenDigest(digest: string): Promise<Session | undefined> {
    return this.database.document<Session>(
      'SELECT document FROM session_digests JOIN sessions ON id = session_id WHERE digest = ?',
      digest,
    );
  }

  async update(id: string, change: (session: Session) => Session): Promise<Session | undefined> {
    return this.database.transaction(() => {
      const session = this.sessions.update(id, change);
      if (session === undefined) return undefined;
      this.database.run('DELETE FROM session_digests WHERE session_id = ?', id);
      this.indexDigests(session);
      return session;
    });
  }

  async ofUser(userId: string, now: Instant): Promise<readonly Session[]> {
    return this.database.documents<Session>(
      `SELECT document FROM sessions WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?
       ORDER BY created_at DESC, id DESC`,
      userId,
      now,
    );
  }

  async endAll(userId: string, at: Instant, exceptId?: string): Promise<readonly string[]> {
    return this.database.transaction(() => {
      const open = this.database
        .documents<Session>('SELECT document FROM sessions WHERE user_id = ? AND ended_at IS NULL', userId)
        .filter(({ id }) => id !== exceptId);
      return this.end(open, at);
    });
  }

  async endBeyond(userId: string, most: number, at: Instant): Promise<readonly string[]> {
    return this.database.transaction(() => {
      const surplus = this.database.documents<Session>(
        `SELECT document FROM sessions WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?
         ORDER BY document ->> 'rotatedAt' DESC, id DESC LIMIT -1 OFFSET ?`,
        userId,
        at,
        most,
      );
      return this.end(surplus, at);
    });
  }

  async removeExpired(before: Instant): Promise<number> {
    return this.database.run('DELETE FROM sessions WHERE expires_at < ? OR ended_at < ?', before, before);
  }

  async removeOfUser(userId: string): Promise<void> {
    this.database.run('DELETE FROM sessions WHERE user_id = ?', userId);
  }

  private end(open: readonly Session[], at: Instant): readonly string[] {
    for (const { id } of open) this.sessions.update(id, (session) => ({ ...session, endedAt: at }));
    return open.map(({ id }) => id);
  }

  private indexDigests(session: Session): void {
    this.database.run(
      `INSERT INTO session_digests (digest, session_id) SELECT value, ? FROM json_each(?) WHERE true
       ON CONFLICT DO NOTHING`,
      session.id,
      JSON.stringify([session.tokenDigest, ...session.earlierDigests]),
    );
  }
}
