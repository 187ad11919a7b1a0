import { DomainError } from '../../domain/errors.js';
import { isAlive, isReuse, refreshed, type Session, type SessionSettings } from '../../domain/identity/session.js';
import { requireAdmitted } from '../../domain/identity/user.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { PostNotification } from '../notification/post-notification.js';
import type { Clock } from '../ports/clock.js';
import type { Secrets } from '../ports/secrets.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { CloseSessions } from './close-sessions.js';
import type { IssueTokens, SignedIn } from './issue-tokens.js';
import type { Origin } from './origin.js';

/**
 * Rotation. The successor of a token is derived from its digest under the secret of the deployment: all who race with
 * one token compute the same next one, so that they end in one family without anybody having to keep a token in clear.
 * A thief of the store cannot compute it, nor one of an older token.
 */
export class RefreshSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly users: UserRepository,
    private readonly issueTokens: IssueTokens,
    private readonly close: CloseSessions,
    private readonly post: PostNotification,
    private readonly secrets: Secrets,
    private readonly record: RecordActivity,
    private readonly clock: Clock,
    private readonly settings: SessionSettings,
  ) {}

  /** @throws DomainError `invalid-token`, `refresh-token-reused`, `disabled` */
  async execute({ refreshToken, ...origin }: Origin & { readonly refreshToken: string }): Promise<SignedIn> {
    const now = this.clock.now();
    const digest = this.secrets.digest(refreshToken);
    const found = await this.sessions.byTokenDigest(digest);
    if (found === undefined) throw invalidRefreshToken();
    const next = this.secrets.digest(this.successorOf(digest));
    const session = await this.sessions.update(found.id, (stored) =>
      refreshed(stored, digest, next, now, this.settings),
    );
    if (session === undefined) throw invalidRefreshToken();
    if (isReuse(session, digest, now, this.settings)) {
      if (session.endedAt === now) await this.raiseAlarm(session, origin);
      throw new DomainError('unauthenticated', 'refresh-token-reused', 'This token was used before. Sign in again.');
    }
    if (!isAlive(session, now)) throw invalidRefreshToken();
    return this.pairOf(session, digest);
  }

  private async pairOf(session: Session, digest: string): Promise<SignedIn> {
    const user = await this.users.get(session.userId);
    if (user === undefined) throw invalidRefreshToken();
    requireAdmitted(user);
    return this.issueTokens.execute(user, session, this.currentToken(session, digest));
  }

  /** From a token that was rotated to the one that is current: by as many steps as it was rotated since. */
  private currentToken(session: Session, digest: string): string {
    let token = this.successorOf(digest);
    let steps = session.earlierDigests.length;
    while (this.secrets.digest(token) !== session.tokenDigest) {
      if (steps === 0) throw invalidRefreshToken();
      token = this.successorOf(this.secrets.digest(token));
      steps -= 1;
    }
    return token;
  }

  private successorOf(digest: string): string {
    return this.secrets.derive('refresh', digest);
  }

  private async raiseAlarm({ id, userId }: Session, { ip, userAgent }: Origin): Promise<void> {
    await this.close.execute({ userId, only: id });
    const user = await this.users.get(userId);
    if (user === undefined) return;
    const details = { reason: 'refresh-token-reused', sessionId: id };
    await this.record.execute({ type: 'sessions-revoked', userId, role: user.role, ip, userAgent, details });
    const message =
      'A sign-in of yours was ended because its token was used twice. If that was not you, change your password.';
    await this.post.execute({ userId, message, type: 'security', key: `token-reused:${id}` });
  }
}

function invalidRefreshToken(): DomainError {
  return new DomainError('unauthenticated', 'invalid-token', 'The refresh token is not valid. Sign in again.');
}
