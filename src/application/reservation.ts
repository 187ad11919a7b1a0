import type { Instant } from '../domain/time/instant.js';
import type { Reservation, ReservationOutcome, StoredAnswer } from './ports/idempotency-repository.js';

/** What is kept of a key. `busyUntil` is null once the request was released, `answer` until it was completed. */
export interface KeptReservation {
  readonly fingerprint: string;
  readonly id: string;
  readonly busyUntil: Instant | null;
  readonly expiresAt: Instant;
  readonly answer: StoredAnswer | null;
}

export interface ReservationVerdict {
  readonly outcome: ReservationOutcome;
  /** What is kept from now on: the same object if nothing changes. */
  readonly kept: KeptReservation;
}

/**
 * What a request under a key may do, given what is kept of the key. A repetition of a request that failed or died gets
 * the id of the first try, as that may have made the thing; a key that was released is free for another request too.
 */
export function judgeReservation(kept: KeptReservation | undefined, asked: Reservation): ReservationVerdict {
  if (kept === undefined || kept.expiresAt <= asked.now) return reserved(asked, asked.id);
  const same = kept.fingerprint === asked.fingerprint;
  const released = kept.answer === null && kept.busyUntil === null;
  if (!same) return released ? reserved(asked, asked.id) : { outcome: { state: 'reused' }, kept };
  if (kept.answer !== null) return { outcome: { state: 'done', id: kept.id, answer: kept.answer }, kept };
  if (kept.busyUntil !== null && kept.busyUntil > asked.now) return { outcome: { state: 'running' }, kept };
  return reserved(asked, kept.id);
}

function reserved({ fingerprint, busyUntil, expiresAt }: Reservation, id: string): ReservationVerdict {
  return { outcome: { state: 'reserved', id }, kept: { fingerprint, id, busyUntil, expiresAt, answer: null } };
}
