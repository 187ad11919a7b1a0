import { DomainError, isUnavailable } from '../domain/errors.js';

export interface Retry {
  readonly retryAfterMs: number;
}

/** What a consumer does with an event whose handling failed. */
export type Verdict = Retry | 'dead-letter';

/** A try that takes longer hangs, and a consumer that gets nothing for longer though there is more is stuck. */
export const LONGEST_STANDSTILL_MS = 120_000;
const UNEXPECTED_TRIES = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 15_000;

/**
 * One policy for every event log and job queue. Infrastructure away: the same event again for as long as it takes. Refused by the
 * domain: it will be refused again, so it is a dead letter at once. Unexpected: a few tries.
 * @param attempt how often it was tried, from 1
 */
export function afterFailure(error: unknown, attempt: number): Verdict {
  const retry = { retryAfterMs: Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 10)) };
  if (error instanceof DomainError) return isUnavailable(error) ? retry : 'dead-letter';
  return attempt < UNEXPECTED_TRIES ? retry : 'dead-letter';
}

/** The tries of one event. Those that only found infrastructure away are counted apart: an outage is no fault of it. */
export class Tries {
  private waits = 0;
  private faults = 0;

  /** How often it was handled in vain. */
  get made(): number {
    return this.waits + this.faults;
  }

  /** Counts one more that failed, and judges it. */
  afterFailure(error: unknown): Verdict {
    return afterFailure(error, isUnavailable(error) ? ++this.waits : ++this.faults);
  }
}
