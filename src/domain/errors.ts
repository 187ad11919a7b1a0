import { HOUR } from './time/duration.js';

/**
 * What went wrong, in terms of the domain. The kind decides the HTTP status, the answer on a socket, and whether a
 * consumer tries again or gives the event up.
 */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'throttled' | 'unavailable';

/** A value of the input that cannot be taken. */
export interface InvalidField {
  /** Of the value; empty for the input as a whole. */
  readonly path: string;
  readonly message: string;
}

/**
 * What to add for the one who asked: never a secret. `retryAfter` is in seconds, `limit` how many are allowed at all.
 * `askedPauseMs`: how long a receiver wants to be left alone.
 */
export interface ErrorDetails {
  readonly retryAfter?: number;
  readonly askedPauseMs?: number;
  readonly limit?: number;
  readonly errors?: readonly InvalidField[];
  readonly [name: string]: unknown;
}

/** An error that its receiver can act on. `code` is stable, in kebab-case, and part of the contract. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** @param message said beside the field; `detail` is a whole sentence, and serves for both by default */
export function invalidField(path: string, code: string, detail: string, message = detail): DomainError {
  return new DomainError('invalid', code, detail, { errors: [{ path, message }] });
}

/** Whether the error may pass by itself: something that is needed is away just now. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable';
}

/** A receiver that asks for more is asked again after this. */
const LONGEST_ASKED_PAUSE_MS = 24 * HOUR;

/** Milliseconds from an error to the next try: those of the policy, or more, up to a day, where more were asked for. */
export function pauseAfter(error: unknown, ofPolicy: number): number {
  const asked = error instanceof DomainError ? (error.details.askedPauseMs ?? 0) : 0;
  return Math.max(ofPolicy, Math.min(asked, LONGEST_ASKED_PAUSE_MS));
}
