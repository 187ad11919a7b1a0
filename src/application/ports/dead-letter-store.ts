import { DomainError } from '../../domain/errors.js';
import { HOUR } from '../../domain/time/duration.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Topic } from '../events.js';

/** An event, or what was to be one, that could not be processed. */
export interface DeadLetter {
  /** Stable. */
  readonly id: string;
  /** Where it was published, and where it goes when it is re-sent. */
  readonly topic: Topic;
  /** The user it was keyed by; `null` if the publisher left it out. */
  readonly key: string | null;
  /** As it came; `null` if there was none. */
  readonly value: string | null;
  readonly reason: string;
  /** How often it was handled; 0 if it could not be read. */
  readonly attempts: number;
  /** Where in its topic it was. A log without partitions has one, 0. */
  readonly origin: { readonly partition: number; readonly offset: string };
  /** When it was given up. */
  readonly at: Instant;
  readonly resent: boolean;
}

/** On every log. */
export const DEAD_LETTERS_KEPT_MS = 7 * 24 * HOUR;

/** What became a dead letter in the last seven days. */
export interface DeadLetterStore {
  /** Oldest first; those of one key and topic in the order in which they were given up. @throws DomainError `unavailable` */
  list(): Promise<readonly DeadLetter[]>;
  /**
   * Publishes these again, in the order of the list, to their topics under their keys, and remembers it: what was
   * re-sent before is left alone. Every group of the topic sees them once more; if this fails or the process dies
   * meanwhile, doing it again may publish some twice. An embedded log brings them to consumers that subscribe later.
   * @returns how many were published
   * @throws DomainError `not-found` (`dead-letter-not-found`; nothing is published then), `unavailable`
   */
  resend(ids: readonly string[]): Promise<number>;
}

/** Of the letters listed, those with these ids that were not re-sent yet, in order. @throws DomainError `not-found` */
export function toResend<Letter extends Pick<DeadLetter, 'id' | 'resent'>>(
  letters: readonly Letter[],
  ids: readonly string[],
): readonly Letter[] {
  const known = new Set(letters.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new DomainError('not-found', 'dead-letter-not-found', `There is no dead letter ${unknown}.`);
  const wanted = new Set(ids);
  return letters.filter(({ id, resent }) => wanted.has(id) && !resent);
}
