import { HOUR } from '../time/duration.js';

/** When a delivery counts as failed, and what follows. Times in seconds. */
export interface DeliverySettings {
  /** Without an acknowledgement for so long, an attempt has failed. */
  readonly ackTimeout: number;
  /** Before the first retry; doubles with each further one. */
  readonly retryBase: number;
  /** After so many a notification is dead. */
  readonly maxAttempts: number;
}

const LONGEST_PAUSE_MS = 24 * HOUR;

/**
 * Milliseconds until the next attempt: `retryBase · 2^(attempts − 1)`, and up to half as much again, so that those that
 * failed together do not come back together. The jitter follows from the id: the same question has the same answer.
 * @param attempts how many have failed, from 1
 */
export function retryPause(id: string, attempts: number, { retryBase }: DeliverySettings): number {
  const pause = retryBase * 1000 * 2 ** (attempts - 1);
  return Math.ceil(Math.min(LONGEST_PAUSE_MS, pause) * (1 + fractionOf(`${id}:${attempts}`) / 2));
}

/** Evenly spread over [0, 1): FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, with the final mix of MurmurHash3. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
