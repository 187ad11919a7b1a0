import { DomainError } from '../domain/errors.js';
import type { AppEvent } from './events.js';

/** Brokers refuse messages of more than a mebibyte; a dead letter of it needs room for its headers. */
const MOST_BYTES = 1_000_000;

/**
 * An event as the log keeps it: JSON.
 * @throws DomainError `invalid` (`event-too-large`)
 */
export function eventBody(event: AppEvent): string {
  const body = JSON.stringify(event);
  if (Buffer.byteLength(body) <= MOST_BYTES) return body;
  throw new DomainError('invalid', 'event-too-large', `An event takes at most ${MOST_BYTES} bytes.`);
}
