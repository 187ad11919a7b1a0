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
  /** When the current token was given. */
  readonly rotatedAt: Instant;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** All in seconds. */
export interface SessionSettings {
  /** `ACCESS_TOKEN_TTL` */
  readonly accessTtl: number;
  /** `REFRESH_TOKEN_TTL`, from the last rotation. */
  readonly refreshTtl: number;
  /** `REFRESH_GRACE`: how long a rotated token still leads to its successor. */
  readonly refreshGrace: number;
}

export type NewSession = Pick<Session, 'id' | 'userId' | 'tokenDigest' | 'ip' | 'userAgent'>;

/** Earlier tokens that are recognised; an older one is merely unknown, which opens nothing either. */
const EARLIER_KEPT = 100;

/** Live ones of a user; one more ends that which was used longest ago. Enough for every device and many a script. */
export const MOST_SESSIONS = 100;

export function openSession(session: NewSession, now: Instant, { refreshTtl }: SessionSettings): Session {
  return {
    ...session,
    earlierDigests: [],
    earlierRotatedAt: [],
    rotatedAt: now,
    createdAt: now,
    expiresAt: now + refreshTtl * 1000,
    endedAt: null,
  };
}

export function isAlive(session: Session, now: Instant): boolean {
  return session.endedAt === null && session.expiresAt > now;
}

/** Twice is once. */
export function ended(session: Session, now: Instant): Session {
  return session.endedAt === null ? { ...session, endedAt: now } : session;
}

/** Whether a token with this digest was rotated so long ago that nobody who raced can be its holder: it was stolen. */
export function isReuse(session: Session, digest: string, now: Instant, { refreshGrace }: SessionSettings): boolean {
  const rotatedAt = session.earlierRotatedAt[session.earlierDigests.indexOf(digest)];
  return rotatedAt !== undefined && now - rotatedAt > refreshGrace * 1000;
}

/**
 * What becomes of a session when a refresh token is presented: the current one gives way to its successor; one that was
 * just rotated changes nothing; reuse ends the family.
 */
export function refreshed(
  session: Session,
  digest: string,
  successorDigest: string,
  now: Instant,
  settings: SessionSettings,
): Session {
  if (!isAlive(session, now)) return session;
  if (isReuse(session, digest, now, settings)) return ended(session, now);
  if (session.tokenDigest !== digest) return session;
  return {
    ...session,
    tokenDigest: successorDigest,
    earlierDigests: [digest, ...session.earlierDigests].slice(0, EARLIER_KEPT),
    earlierRotatedAt: [now, ...session.earlierRotatedAt].slice(0, EARLIER_KEPT),
    rotatedAt: now,
    expiresAt: now + settings.refreshTtl * 1000,
  };
}
