import { DomainError } from '../errors.js';
import { NOTHING_CHOSEN, type Preferences } from '../notification/preferences.js';
import type { QuietHours } from '../notification/quiet-hours.js';
import type { DayCalendar } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';
import type { AccountName } from './account-name.js';
import type { Role } from './role.js';

/** A person with an account. `usernameKey` and `emailKey` are the normalised forms under which names are unique. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly usernameKey: string;
  readonly email: string;
  readonly emailKey: string;
  readonly passwordHash: string;
  readonly role: Role;
  /** The e-mail address was confirmed. */
  readonly active: boolean;
  readonly disabled: boolean;
  readonly calendar: DayCalendar;
  readonly preferences: Preferences;
  /** Null while they are off. */
  readonly quietHours: QuietHours | null;
  readonly createdAt: Instant;
  readonly lastLoginAt: Instant | null;
  readonly lastSeenAt: Instant | null;
}

export interface NewUser {
  readonly id: string;
  readonly username: AccountName;
  readonly email: AccountName;
  readonly passwordHash: string;
  readonly role: Role;
  readonly active: boolean;
  readonly calendar: DayCalendar;
  readonly createdAt: Instant;
}

export function createUser({ username, email, ...rest }: NewUser): User {
  return {
    ...rest,
    username: username.text,
    usernameKey: username.key,
    email: email.text,
    emailKey: email.key,
    disabled: false,
    preferences: NOTHING_CHOSEN,
    quietHours: null,
    lastLoginAt: null,
    lastSeenAt: null,
  };
}

export function renamed(user: User, username: AccountName): User {
  return { ...user, username: username.text, usernameKey: username.key };
}

export function userNotFound(): DomainError {
  return new DomainError('not-found', 'user-not-found', 'There is no such user.');
}

/** @throws DomainError `user-not-found` if there is none */
export function foundUser(user: User | undefined): User {
  if (user === undefined) throw userNotFound();
  return user;
}

export function usernameTaken(): DomainError {
  return new DomainError('conflict', 'username-taken', 'This user name is taken.');
}

export function emailTaken(): DomainError {
  return new DomainError('conflict', 'email-taken', 'This e-mail address is taken.');
}

/** @throws DomainError `already-active` */
export function activated(user: User): User {
  if (user.active) throw new DomainError('conflict', 'already-active', 'This account is active already.');
  return { ...user, active: true };
}

/** Who may sign in; asked only once the password was right. @throws DomainError `disabled`, `not-activated` */
export function requireAdmitted(user: User): void {
  if (user.disabled) throw new DomainError('forbidden', 'disabled', 'This account is disabled.');
  if (!user.active) {
    throw new DomainError('forbidden', 'not-activated', 'This account waits for its e-mail address to be confirmed.');
  }
}

/** Whether the user can act as an administrator now. */
export function administers(user: User): boolean {
  return user.role === 'admin' && user.active && !user.disabled;
}
