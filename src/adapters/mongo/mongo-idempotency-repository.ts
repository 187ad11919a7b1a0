import { trusted, type Connection, type Model } from 'mongoose';
import type {
  IdempotencyRepository,
  Reservation,
  ReservationOutcome,
  StoredAnswer,
} from '../../application/ports/idempotency-repository.js';
import { judgeReservation, type KeptReservation } from '../../application/reservation.js';
import type { Instant } from '../../domain/time/instant.js';
import { updateStored, upsertStored, type Content, type Stored } from './compare-and-set.js';
import { lateAnswerOf } from './mongo-errors.js';
import { storedSchema } from './stored-schema.js';

interface StoredReservation extends Stored {
  readonly scope: string;
  readonly fingerprint: string;
  readonly thingId: string;
  readonly busyUntil: Instant | null;
  readonly expiresAt: Instant;
  /** As JSON: not every store takes every name of a field. */
  readonly answer: string | null;
}

const reservations = storedSchema<StoredReservation>({
  scope: String,
  fingerprint: String,
  thingId: String,
  busyUntil: Number,
  expiresAt: Number,
  answer: String,
})
  .index({ scope: 1 })
  .index({ thingId: 1 })
  .index({ expiresAt: 1 });

/** Requests under an `Idempotency-Key`, in MongoDB. */
export class MongoIdempotencyRepository implements IdempotencyRepository {
  private readonly reservations: Model<StoredReservation>;

  constructor(connection: Connection) {
    this.reservations = connection.model<StoredReservation>('Reservation', reservations, 'idempotency-keys');
  }

  async reserve(reservation: Reservation): Promise<ReservationOutcome> {
    const { scope, key } = reservation;
    let outcome: ReservationOutcome = { state: 'running' };
    await upsertStored(this.reservations, idOf(scope, key), (stored) => {
      const before = stored && keptOf(stored);
      const verdict = judgeReservation(before, reservation);
      outcome = verdict.outcome;
      return stored !== undefined && verdict.kept === before ? stored : contentOf(scope, verdict.kept);
    });
    return outcome;
  }

  async complete(scope: string, key: string, answer: StoredAnswer): Promise<void> {
    await this.change(scope, key, (stored) => ({ ...stored, answer: JSON.stringify(answer) }));
  }

  async release(scope: string, key: string): Promise<void> {
    await this.change(scope, key, (stored) => ({ ...stored, busyUntil: null }));
  }

  async removeExpired(before: Instant): Promise<number> {
    const expired = { expiresAt: trusted({ $lt: before }) };
    return (await lateAnswerOf(this.reservations.deleteMany(expired).exec())).deletedCount;
  }

  async removeOfUser(userId: string): Promise<void> {
    await lateAnswerOf(this.reservations.deleteMany({ $or: [{ scope: userId }, { thingId: userId }] }).exec());
  }

  /** What is answered stays so. */
  private async change(
    scope: string,
    key: string,
    change: (stored: StoredReservation) => StoredReservation,
  ): Promise<void> {
    await updateStored(this.reservations, idOf(scope, key), (stored) =>
      stored.answer === null ? change(stored) : stored,
    );
  }
}

function idOf(scope: string, key: string): string {
  return JSON.stringify([scope, key]);
}

function keptOf({ fingerprint, thingId, busyUntil, expiresAt, answer }: StoredReservation): KeptReservation {
  const stored = answer === null ? null : (JSON.parse(answer) as StoredAnswer);
  return { fingerprint, id: thingId, busyUntil, expiresAt, answer: stored };
}

function contentOf(scope: string, kept: KeptReservation): Content<StoredReservation> {
  const { fingerprint, id, busyUntil, expiresAt, answer } = kept;
  return { scope, fingerprint, thingId: id, busyUntil, expiresAt, answer: answer && JSON.stringify(answer) };
}
