import { invalidField, type DomainError } from '../errors.js';
import { HOUR, MINUTE } from '../time/duration.js';
import type { Day } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';

/** Something that was drunk. */
export interface Intake {
  readonly id: string;
  readonly millilitres: number;
  readonly at: Instant;
  /** The user's day at the time of logging; a later change of zone does not move it. */
  readonly day: Day;
}

export const LARGEST_INTAKE = 10_000;
export const INTAKES_A_DAY = 500;

/** How far back an intake may be logged, changed or deleted: seven times 24 hours. */
export const LATEST_ENTRY = 7 * 24 * HOUR;
/** How far ahead of the service the clock of a client may be. */
const CLOCK_SKEW = 2 * MINUTE;

/** @throws DomainError `invalid-millilitres` unless it is a whole number, 1–10,000 */
export function checkMillilitres(millilitres: number): void {
  if (Number.isSafeInteger(millilitres) && millilitres >= 1 && millilitres <= LARGEST_INTAKE) return;
  const message = `must be a whole number from 1 to ${LARGEST_INTAKE}`;
  throw invalidField('millilitres', 'invalid-millilitres', `The amount ${message}.`, message);
}

/** @throws DomainError `too-old`, `in-the-future` */
export function checkRecent(at: Instant, now: Instant): void {
  if (at < now - LATEST_ENTRY) throw tooOld();
  if (at > now + CLOCK_SKEW) {
    const message = 'is more than 2 minutes ahead';
    throw invalidField('at', 'in-the-future', 'An intake lies at most 2 minutes ahead.', message);
  }
}

export function tooOld(): DomainError {
  const message = 'is more than 7 days back';
  return invalidField('at', 'too-old', 'Intakes can be logged, changed and deleted for 7 days.', message);
}
