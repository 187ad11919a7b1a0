import { usernameOf } from '../../domain/identity/account-name.js';
import { foundUser, renamed, type User } from '../../domain/identity/user.js';
import type { Instant } from '../../domain/time/instant.js';
import { changeDayRule } from '../../domain/time/local-day.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { ReleaseHeld } from '../notification/release-held.js';
import type { Clock } from '../ports/clock.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { Origin } from './origin.js';
import type { UserView } from './user-view.js';
import type { UserViews } from './user-views.js';

export interface ProfileChange {
  readonly username?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly dayStartsAt?: number | undefined;
}

export class UpdateProfile {
  constructor(
    private readonly users: UserRepository,
    private readonly releaseHeld: ReleaseHeld,
    private readonly record: RecordActivity,
    private readonly views: UserViews,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user-not-found`, `username-taken`, `invalid-username`, `invalid-time-zone`, `invalid-day-start` */
  async execute({
    userId,
    ip,
    userAgent,
    username,
    timeZone,
    dayStartsAt,
  }: Origin & ProfileChange & { readonly userId: string }): Promise<UserView> {
    const now = this.clock.now();
    const change = { username, timeZone, dayStartsAt };
    const user = foundUser(await this.users.update(userId, (stored) => changed(stored, change, now)));
    if (timeZone !== undefined) await this.releaseHeld.execute({ userId });
    const view = await this.views.one(user);
    const fields = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    const details = { fields };
    await this.record.execute({ type: 'profile-updated', userId, role: view.role, ip, userAgent, details });
    return view;
  }
}

function changed(user: User, { username, timeZone, dayStartsAt }: ProfileChange, now: Instant): User {
  const named = username === undefined ? user : renamed(user, usernameOf(username));
  if (timeZone === undefined && dayStartsAt === undefined) return named;
  return { ...named, calendar: changeDayRule(user.calendar, { timeZone, dayStartsAt }, now) };
}
