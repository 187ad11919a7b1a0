import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../application/ports/password-hasher.js';
import { DomainError } from '../../domain/errors.js';

/** Argon2id as OWASP advises: 19 MiB, two passes, one lane. The library's default algorithm and version are meant. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of these parameters for an account that does not exist; of random bytes that nobody kept. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$0qbrCx6/CnncEn9ppIG6IA$F3OjUFptYLRIW26VbxIfMNAmykyQHfWGnScbE9UykEA';

const LONGEST_QUEUE = 1000;
const BUSY_SECONDS = 2;

/**
 * Passwords by argon2id, NFKC first, on the thread pool and never more than `most` at once, so that a flood of logins
 * leaves processor and memory for everything else. Beyond a full queue: DomainError `throttled` `too-busy`.
 */
export class Argon2PasswordHasher implements PasswordHasher {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number = availableParallelism()) {}

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFKC'), PARAMETERS));
  }

  verify(stored: string | undefined, password: string): Promise<boolean> {
    return this.inTurn(async () => {
      const right = await verify(stored ?? NOBODY, password.normalize('NFKC'));
      return right && stored !== undefined;
    });
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  /** Resolves when there is a place; it is handed on from one to the next. */
  private turn(): Promise<void> {
    if (this.running < this.most) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.waiting.length >= LONGEST_QUEUE) {
      const error = new DomainError('throttled', 'too-busy', 'Too many sign-ins at once.', {
        retryAfter: BUSY_SECONDS,
      });
      return Promise.reject(error);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
