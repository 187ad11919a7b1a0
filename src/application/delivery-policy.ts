import { DomainError } from '../domain/errors.js';

/** What a consumer does with an event whose handling failed. */
export type Verdict = { readonly retryAfterMs: number } | 'dead-letter';

const UNEXPECTED_TRIES = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 15_000;

/**
 * One policy for every event log. Infrastructure away: the same event again for as long as it takes. Refused by the
 * domain: it will be refused again, so it is a dead letter at once. Unexpected: a few tries.
 * @param attempt how often it was tried, from 1
 */
export function afterFailure(error: unknown, attempt: number): Verdict {
  const retry = { retryAfterMs: Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 10)) };
  if (error instanceof DomainError) return error.kind === 'unavailable' ? retry : 'dead-letter';
  return attempt < UNEXPECTED_TRIES ? retry : 'dead-letter';
}
