import { foundUser } from '../../domain/identity/user.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import type { UserRepository } from '../ports/user-repository.js';
import { administratorDetails } from './administrators.js';
import type { CloseSessions } from './close-sessions.js';
import type { Origin } from './origin.js';

export interface UserToSignOut extends Origin {
  readonly administrator: Principal;
  readonly userId: string;
}

/** An administrator ends every session of a user, who may sign in again and sees who did it. */
export class SignOutUser {
  constructor(
    private readonly users: UserRepository,
    private readonly close: CloseSessions,
    private readonly record: RecordActivity,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute({ administrator, userId, ip, userAgent }: UserToSignOut): Promise<void> {
    const user = foundUser(await this.users.get(userId));
    await this.close.execute({ userId });
    const details = await administratorDetails(this.users, administrator);
    await this.record.execute({ type: 'sessions-revoked', userId, role: user.role, ip, userAgent, details });
  }
}
