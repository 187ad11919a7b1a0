import type {
  OneTimeToken,
  OneTimeTokenRepository,
  TokenPurpose,
} from '../../application/ports/one-time-token-repository.js';
import type { Instant } from '../../domain/time/instant.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const oneTimeTokenTables = `
  CREATE TABLE one_time_tokens (
    digest TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    purpose TEXT NOT NULL AS (document ->> 'purpose') STORED,
    user_id TEXT NOT NULL AS (document ->> 'userId') STORED,
    expires_at INTEGER NOT NULL AS (document ->> 'expiresAt') STORED,
    used_at INTEGER AS (document ->> 'usedAt') STORED
  ) STRICT;
  CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id);
  CREATE INDEX one_time_tokens_by_expiry ON one_time_tokens (expires_at);
`;

/** Activation and reset tokens in the embedded store. */
export class EmbeddedOneTimeTokenRepository implements OneTimeTokenRepository {
  private readonly tokens: DocumentTable<OneTimeToken>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.tokens = new DocumentTable(database, 'one_time_tokens', 'digest');
  }

  async add(token: OneTimeToken): Promise<void> {
    this.tokens.add(token.digest, token);
  }

  async get(digest: string, purpose: TokenPurpose): Promise<OneTimeToken | undefined> {
    const token = this.tokens.find(digest);
    return token?.purpose === purpose ? token : undefined;
  }

  async use(digest: string, purpose: TokenPurpose, now: Instant): Promise<boolean> {
    const used = this.database.run(
      `UPDATE one_time_tokens SET document = json_set(document, '$.usedAt', ?)
       WHERE digest = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?`,
      now,
      digest,
      purpose,
      now,
    );
    return used === 1;
  }

  async removeOfUser(userId: string): Promise<void> {
    this.database.run('DELETE FROM one_time_tokens WHERE user_id = ?', userId);
  }

  async removeExpired(before: Instant): Promise<number> {
    return this.database.run('DELETE FROM one_time_tokens WHERE expires_at < ?', before);
  }
}
