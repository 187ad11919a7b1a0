import { DomainError, isUnavailable, pauseAfter } from '../domain/errors.js';

export interface Retry {
  readonly retryAfterMs: number;
}

/** What is done with an event or a job whose handling failed. */
export type Verdict = Retry | 'dead-letter';

/** A try that takes longer hangs, and a consumer that gets nothing for longer though there is more is stuck. */
export const LONGEST_STANDSTILL_MS = 120_000;
const UNEXPECTED_TRIES = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 15_000;

/**
 * One policy for every event log and job queue. Infrastructure away: the same again for as long as it takes, not before the
 * time it asks for. Refused by the domain: it will be refused again, so it is a dead letter at once. Unexpected: a few tries.
 * @param attempt how often it failed like this, from 1
 */
function afterFailure(error: unknown, attempt: number): Verdict {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 10));
  const retry = { retryAfterMs: pauseAfter(error, pause) };
  if (error instanceof DomainError) return isUnavailable(error) ? retry : 'dead-letter';
  return attempt < UNEXPECTED_TRIES ? retry : 'dead-letter';
}

/** How often something was handled in vain. */
export interface TryCounts {
  /** Infrastructure was away. */
  readonly waits: number;
  readonly faults: number;
}

/** The tries of one event or job. Those that only found infrastructure away are counted apart: an outage is no fault of it. */
export class Tries {
  constructor(private counted: TryCounts = { waits: 0, faults: 0 }) {}

  get counts(): TryCounts {
    return this.counted;
  }

  get made(): number {
    return this.counted.waits + this.counted.faults;
  }

  /** Counts one more that failed, and judges it. */
  afterFailure(error: unknown): Verdict {
    const { waits, faults } = this.counted;
    const away = isUnavailable(error);
    this.counted = away ? { waits: waits + 1, faults } : { waits, faults: faults + 1 };
    return afterFailure(error, away ? waits + 1 : faults + 1);
  }
}
