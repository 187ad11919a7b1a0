import type {
  IdempotencyRepository,
  Reservation,
  ReservationOutcome,
  StoredAnswer,
} from '../../application/ports/idempotency-repository.js';
import { judgeReservation, type KeptReservation } from '../../application/reservation.js';
import type { Instant } from '../../domain/time/instant.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const idempotencyTables = `
  CREATE TABLE idempotency_keys (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    document TEXT NOT NULL,
    thing_id TEXT NOT NULL AS (document ->> 'id') STORED,
    expires_at INTEGER NOT NULL AS (document ->> 'expiresAt') STORED,
    PRIMARY KEY (scope, key)
  ) STRICT;
  CREATE INDEX idempotency_keys_by_thing ON idempotency_keys (thing_id);
  CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
`;

/** Requests under an `Idempotency-Key`, in the embedded store. */
export class EmbeddedIdempotencyRepository implements IdempotencyRepository {
  constructor(private readonly database: EmbeddedDatabase) {}

  async reserve(reservation: Reservation): Promise<ReservationOutcome> {
    const { scope, key } = reservation;
    return this.database.transaction(() => {
      const before = this.find(scope, key);
      const { outcome, kept } = judgeReservation(before, reservation);
      if (kept !== before) this.keep(scope, key, kept);
      return outcome;
    });
  }

  async complete(scope: string, key: string, answer: StoredAnswer): Promise<void> {
    this.change(scope, key, (kept) => ({ ...kept, answer }));
  }

  async release(scope: string, key: string): Promise<void> {
    this.change(scope, key, (kept) => ({ ...kept, busyUntil: null }));
  }

  async removeExpired(before: Instant): Promise<number> {
    return this.database.run('DELETE FROM idempotency_keys WHERE expires_at < ?', before);
  }

  async removeOfUser(userId: string): Promise<void> {
    this.database.run('DELETE FROM idempotency_keys WHERE scope = ? OR thing_id = ?', userId, userId);
  }

  /** What is answered stays so. */
  private change(scope: string, key: string, change: (kept: KeptReservation) => KeptReservation): void {
    this.database.transaction(() => {
      const kept = this.find(scope, key);
      if (kept?.answer === null) this.keep(scope, key, change(kept));
    });
  }

  private find(scope: string, key: string): KeptReservation | undefined {
    return this.database.document<KeptReservation>(
      'SELECT document FROM idempotency_keys WHERE scope = ? AND key = ?',
      scope,
      key,
    );
  }

  private keep(scope: string, key: string, kept: KeptReservation): void {
    this.database.run(
      `INSERT INTO idempotency_keys (scope, key, document) VALUES (?, ?, ?)
       ON CONFLICT (scope, key) DO UPDATE SET document = excluded.document`,
      scope,
      key,
      JSON.stringify(kept),
    );
  }
}
