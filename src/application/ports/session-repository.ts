import type { Session } from '../../domain/identity/session.js';
import type { Instant } from '../../domain/time/instant.js';

/** Sign-ins of users: a session is one family of refresh tokens. */
export interface SessionRepository {
  /** Insert if absent, by id. */
  add(session: Session): Promise<void>;
  get(id: string): Promise<Session | undefined>;
  /** The session whose current or any earlier refresh token has this digest. */
  byTokenDigest(digest: string): Promise<Session | undefined>;
  /** As in every repository: pure change, may run again, a throw writes nothing, `undefined` for an unknown id. */
  update(id: string, change: (session: Session) => Session): Promise<Session | undefined>;
  /** Those that have not ended and not expired at `now`, newest first. */
  ofUser(userId: string, now: Instant): Promise<readonly Session[]>;
  /** Ends all of a user, but `exceptId`. Returns the ids of those it ended. */
  endAll(userId: string, at: Instant, exceptId?: string): Promise<readonly string[]>;
  /** Ends, of those live at `at`, all but the `most` that were used last. Returns the ids of those it ended. */
  endBeyond(userId: string, most: number, at: Instant): Promise<readonly string[]>;
  /** Removes those that ended or expired before; returns how many. */
  removeExpired(before: Instant): Promise<number>;
  removeOfUser(userId: string): Promise<void>;
}
