import type { User } from '../../domain/identity/user.js';
import { administratorDetails } from '../identity/administrators.js';
import type { Origin } from '../identity/origin.js';
import type { Principal } from '../ports/access-tokens.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { RecordActivity } from './record-activity.js';

export interface Look extends Origin {
  readonly administrator: Principal;
  readonly userId: string;
}

/**
 * Notes that an administrator looks at what is a user's, so that the user sees who did, and when. Asked before anything
 * is shown: what was shown has been noted, whatever happens next.
 */
export class NoteLook {
  constructor(
    private readonly users: UserRepository,
    private readonly record: RecordActivity,
  ) {}

  /**
   * @param what of the user's is looked at, unless it is all
   * @returns whose it is; undefined if there is no such user, and nobody to tell
   */
  async execute(
    { administrator, userId, ip, userAgent }: Look,
    what: Readonly<Record<string, unknown>> = {},
  ): Promise<User | undefined> {
    const user = await this.users.get(userId);
    if (user === undefined) return undefined;
    const details = { ...(await administratorDetails(this.users, administrator)), ...what };
    await this.record.execute({ type: 'user-viewed', userId, role: user.role, ip, userAgent, details });
    return user;
  }
}
