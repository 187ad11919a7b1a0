import type { Instant } from '../../domain/time/instant.js';

export type TokenPurpose = 'activation' | 'password-reset';

export interface OneTimeToken {
  /** Only the digest of a token is kept. */
  readonly digest: string;
  readonly purpose: TokenPurpose;
  readonly userId: string;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

export interface OneTimeTokenRepository {
  /** Insert if absent, by digest. */
  add(token: OneTimeToken): Promise<void>;
  get(digest: string, purpose: TokenPurpose): Promise<OneTimeToken | undefined>;
  /** Marks an unused, unexpired token as used. True for exactly one of many callers. */
  use(digest: string, purpose: TokenPurpose, now: Instant): Promise<boolean>;
  removeOfUser(userId: string): Promise<void>;
  /** Removes those that expired before; returns how many. */
  removeExpired(before: Instant): Promise<number>;
}
