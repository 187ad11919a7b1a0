import type { Instant } from '../../domain/time/instant.js';

export interface Reservation {
  /** User id, or address for a registration; a key of one is nothing to another. */
  readonly scope: string;
  readonly key: string;
  /** Keyed digest of method, path and body. */
  readonly fingerprint: string;
  /** Id of the thing to be made: the first reservation's id is kept for every repetition. */
  readonly id: string;
  readonly now: Instant;
  /** From when a reservation that was neither completed nor released counts as dead. */
  readonly busyUntil: Instant;
  readonly expiresAt: Instant;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type ReservationOutcome =
  | { readonly state: 'reserved'; readonly id: string }
  | { readonly state: 'running' }
  | { readonly state: 'reused' }
  | { readonly state: 'done'; readonly id: string; readonly answer: StoredAnswer };

/** Requests under an `Idempotency-Key`. One of many parallel reservations of a key is `reserved`. */
export interface IdempotencyRepository {
  /** `reused` when the key is kept for another fingerprint. A dead reservation is given anew, with its first id. */
  reserve(reservation: Reservation): Promise<ReservationOutcome>;
  /** Keeps the answer for whoever repeats the request. The first one stays; nothing happens for an unknown key. */
  complete(scope: string, key: string, answer: StoredAnswer): Promise<void>;
  /** The request failed: the key is free again. Nothing happens for one that is unknown or has its answer. */
  release(scope: string, key: string): Promise<void>;
  /** Removes those that expired before; returns how many. */
  removeExpired(before: Instant): Promise<number>;
  /** Removes the keys of a user, and the one under which the user was made: the answer to that tells who it was. */
  removeOfUser(userId: string): Promise<void>;
}
