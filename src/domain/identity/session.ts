import type { Instant } from '../time/instant.js';

/** A sign-in: one family of refresh tokens. Only digests of tokens are kept. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly tokenDigest: string;
  /** Rotated tokens of the family, newest first, bounded. */
  readonly earlierDigests: readonly string[];
  /** When each of the earlier ones was rotated, in the same order. */
  readonly earlierRotatedAt: readonly Instant[];
  readonly rotatedAt: Instant;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}
