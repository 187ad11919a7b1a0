import { isAlive } from '../../domain/identity/session.js';
import type { Role } from '../../domain/identity/role.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Principal } from '../ports/access-tokens.js';
import type { Clock } from '../ports/clock.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { UserRepository } from '../ports/user-repository.js';

/** What a session may do, as it was read. */
interface Copy {
  readonly userId: string;
  readonly readAt: Instant;
  /** The role of its user now; null if it may do nothing. */
  readonly role: Promise<Role | null>;
}

const LONGEST_AGE_MS = 1000;
const MOST_COPIES = 10_000;

/**
 * Whether an access token is still good: its session has not ended, its user may sign in and has the role that the token
 * says. Answered from a copy of at most a second, so that requests need no read each; what this process itself has ended
 * is known at once.
 */
export class CheckAccess {
  private readonly copies = new Map<string, Copy>();

  constructor(
    private readonly sessions: SessionRepository,
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** @param oldest of copies, in ms; 0 for what is let in for longer than a request */
  async execute(principal: Principal, oldest = LONGEST_AGE_MS): Promise<boolean> {
    const copy = this.fresh(principal.sessionId, oldest) ?? this.read(principal);
    return copy.userId === principal.userId && (await copy.role) === principal.role;
  }

  forget(sessionId: string): void {
    this.copies.delete(sessionId);
  }

  forgetUser(userId: string): void {
    for (const [sessionId, copy] of this.copies) if (copy.userId === userId) this.copies.delete(sessionId);
  }

  private fresh(sessionId: string, oldest: number): Copy | undefined {
    const copy = this.copies.get(sessionId);
    const age = this.clock.now() - (copy?.readAt ?? -Infinity);
    return age >= 0 && age < oldest ? copy : undefined;
  }

  /** Kept before the answer is there: whoever asks meanwhile shares it. */
  private read({ sessionId, userId }: Principal): Copy {
    const role = this.roleOf(sessionId, userId);
    const copy = { userId, readAt: this.clock.now(), role };
    this.copies.delete(sessionId);
    this.copies.set(sessionId, copy);
    const [oldest] = this.copies.keys();
    if (this.copies.size > MOST_COPIES && oldest !== undefined) this.copies.delete(oldest);
    role.catch(() => {
      if (this.copies.get(sessionId) === copy) this.copies.delete(sessionId);
    });
    return copy;
  }

  private async roleOf(sessionId: string, userId: string): Promise<Role | null> {
    const [session, user] = await Promise.all([this.sessions.get(sessionId), this.users.get(userId)]);
    if (session === undefined || session.userId !== userId || !isAlive(session, this.clock.now())) return null;
    return user?.active === true && !user.disabled ? user.role : null;
  }
}
