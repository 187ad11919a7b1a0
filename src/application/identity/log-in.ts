import { DomainError } from '../../domain/errors.js';
import { nameKey } from '../../domain/identity/account-name.js';
import { MOST_SESSIONS, openSession, type SessionSettings } from '../../domain/identity/session.js';
import { requireAdmitted, type User } from '../../domain/identity/user.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Secrets } from '../ports/secrets.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import { tooManyAttempts, type CheckPassword } from './check-password.js';
import type { CloseSessions } from './close-sessions.js';
import type { IssueTokens, SignedIn } from './issue-tokens.js';
import type { Origin } from './origin.js';

/** E-mail address or user name. */
export interface Credentials extends Origin {
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly password: string;
}

/** What is kept of a name that was tried; longer ones belong to nobody. */
const LONGEST_NAME = 254;

export class LogIn {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly close: CloseSessions,
    private readonly check: CheckPassword,
    private readonly issueTokens: IssueTokens,
    private readonly secrets: Secrets,
    private readonly record: RecordActivity,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly settings: SessionSettings,
  ) {}

  /**
   * The same answer after the same work whether the account is unknown or the password wrong; more is told only to whom
   * knows the password.
   * @throws DomainError `invalid-credentials`, `not-activated`, `disabled`, `too-many-attempts`
   */
  async execute(credentials: Credentials): Promise<SignedIn> {
    const { email, username = '', password, ip } = credentials;
    const key = nameKey(email ?? username).slice(0, LONGEST_NAME);
    const user = await (email === undefined ? this.users.byUsernameKey(key) : this.users.byEmailKey(key));
    const account = user?.id ?? `name:${key}`;
    const verdict = await this.check.execute({ account, ip, hash: user?.passwordHash, password });
    try {
      if (typeof verdict === 'object') throw tooManyAttempts(verdict);
      if (verdict === 'wrong' || user === undefined) throw invalidCredentials();
      requireAdmitted(user);
    } catch (error) {
      await this.recordFailure(credentials, user, error);
      throw error;
    }
    return this.signIn(user, credentials);
  }

  private async signIn(user: User, { ip, userAgent }: Origin): Promise<SignedIn> {
    const [now, token, id] = [this.clock.now(), this.secrets.random(), this.ids.next()];
    const tokenDigest = this.secrets.digest(token);
    const session = openSession({ id, userId: user.id, tokenDigest, ip, userAgent }, now, this.settings);
    await this.sessions.add(session);
    const seen = await this.users.update(user.id, (stored) => ({ ...stored, lastLoginAt: now }));
    // Disabled, deleted or given another password while this one was hashed: the session would outlive the order to end all.
    if (seen === undefined || seen.disabled || seen.passwordHash !== user.passwordHash) {
      await this.sessions.update(id, (stored) => ({ ...stored, endedAt: now }));
      throw invalidCredentials();
    }
    await this.close.execute({ userId: user.id, most: MOST_SESSIONS });
    const details = { sessionId: id };
    await this.record.execute({ type: 'logged-in', userId: user.id, role: seen.role, ip, userAgent, details });
    return this.issueTokens.execute(seen, session, token);
  }

  private async recordFailure(credentials: Credentials, user: User | undefined, error: unknown): Promise<void> {
    const { email, username, ip, userAgent } = credentials;
    const account = (email ?? username ?? '').slice(0, LONGEST_NAME);
    const reason = error instanceof DomainError ? error.code : 'unknown';
    const details = { account, reason, throttled: reason === 'too-many-attempts' };
    const [userId, role] = [user?.id ?? null, user?.role ?? null];
    await this.record.execute({ type: 'login-failed', userId, role, ip, userAgent, details });
  }
}

function invalidCredentials(): DomainError {
  return new DomainError('unauthenticated', 'invalid-credentials', 'The name or the password is wrong.');
}
