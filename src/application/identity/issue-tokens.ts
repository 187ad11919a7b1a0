import type { Session, SessionSettings } from '../../domain/identity/session.js';
import type { User } from '../../domain/identity/user.js';
import type { AccessTokens } from '../ports/access-tokens.js';
import type { Clock } from '../ports/clock.js';
import type { UserView } from './user-view.js';
import type { UserViews } from './user-views.js';

export interface SignedIn {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly user: UserView;
}

/** The pair of tokens of a session. */
export class IssueTokens {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly views: UserViews,
    private readonly clock: Clock,
    private readonly settings: SessionSettings,
  ) {}

  async execute(user: User, session: Session, refreshToken: string): Promise<SignedIn> {
    const expiresIn = this.settings.accessTtl;
    const expiresAt = this.clock.now() + expiresIn * 1000;
    const principal = { userId: user.id, sessionId: session.id, role: user.role, expiresAt };
    const accessToken = this.accessTokens.issue(principal);
    return { accessToken, expiresIn, refreshToken, user: await this.views.one(user) };
  }
}
