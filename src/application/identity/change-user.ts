import type { Role } from '../../domain/identity/role.js';
import { userNotFound, type User } from '../../domain/identity/user.js';
import type { ActivityType } from '../../domain/insight/activity.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { UserRepository } from '../ports/user-repository.js';
import { administratorDetails } from './administrators.js';
import type { CheckAccess } from './check-access.js';
import type { CloseSessions } from './close-sessions.js';
import type { KeepAdministrator } from './keep-administrator.js';
import type { Origin } from './origin.js';
import type { UserView } from './user-view.js';
import type { UserViews } from './user-views.js';

export interface UserChange extends Origin {
  readonly administrator: Principal;
  readonly userId: string;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

/** What an administrator changes about a user; it holds at once, and the user can see who did it. */
export class ChangeUser {
  constructor(
    private readonly users: UserRepository,
    private readonly keep: KeepAdministrator,
    private readonly close: CloseSessions,
    private readonly access: CheckAccess,
    private readonly live: LiveChannel,
    private readonly record: RecordActivity,
    private readonly views: UserViews,
  ) {}

  /** @throws DomainError `user-not-found`, `last-administrator` */
  async execute(change: UserChange): Promise<UserView> {
    const { userId, role, disabled } = change;
    // As it was when this change was made, not a moment before: another administrator may change the user too.
    let before: User | undefined;
    const after = await this.keep.change(userId, (user) => {
      before = user;
      return { ...user, role: role ?? user.role, disabled: disabled ?? user.disabled };
    });
    if (before === undefined || after === undefined) throw userNotFound();
    await this.takeEffect(before, after);
    await this.recordChange(change, before, after);
    return this.views.one(after);
  }

  /** A new role ends no session, but what was allowed under the old one: its access tokens, its sockets. */
  private async takeEffect(before: User, after: User): Promise<void> {
    const { id: userId } = after;
    if (after.disabled) return this.close.execute({ userId });
    if (before.role === after.role) return;
    this.access.forgetUser(userId);
    await this.live.endUser(userId);
  }

  private async recordChange(change: UserChange, before: User, after: User): Promise<void> {
    if (before.role !== after.role) {
      await this.recordOne(change, after, 'role-changed', { from: before.role, to: after.role });
    }
    if (before.disabled !== after.disabled) {
      await this.recordOne(change, after, after.disabled ? 'disabled' : 'enabled', {});
    }
  }

  private async recordOne(change: UserChange, user: User, type: ActivityType, more: object): Promise<void> {
    const { administrator, ip, userAgent } = change;
    const details = { ...(await administratorDetails(this.users, administrator)), ...more };
    await this.record.execute({ type, userId: user.id, role: user.role, ip, userAgent, details });
  }
}
