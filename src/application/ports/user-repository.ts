import type { Role } from '../../domain/identity/role.js';
import type { User } from '../../domain/identity/user.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Position } from '../paging.js';

export interface UserFilter {
  readonly role?: Role | undefined;
  readonly active?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /**
   * Part of the user name or e-mail address, case-insensitive, taken literally. Looks at every user, in the order of
   * the list.
   */
  readonly q?: string | undefined;
  readonly createdFrom?: Instant | undefined;
  readonly createdTo?: Instant | undefined;
  /** Signed in at or after. */
  readonly loggedInFrom?: Instant | undefined;
  /** Only these users. */
  readonly ids?: readonly string[] | undefined;
}

export interface UserOrder {
  readonly field: 'createdAt' | 'usernameKey' | 'lastLoginAt' | 'lastSeenAt';
  /** 1: the least first; -1: the greatest. */
  readonly order: 1 | -1;
  /** Not every user has it. */
  readonly optional?: true;
}

/** What users can be sorted by. */
export const USER_SORTS = {
  createdAt: { field: 'createdAt', order: 1 },
  '-createdAt': { field: 'createdAt', order: -1 },
  username: { field: 'usernameKey', order: 1 },
  '-username': { field: 'usernameKey', order: -1 },
  lastLoginAt: { field: 'lastLoginAt', order: 1, optional: true },
  '-lastLoginAt': { field: 'lastLoginAt', order: -1, optional: true },
  lastSeenAt: { field: 'lastSeenAt', order: 1, optional: true },
  '-lastSeenAt': { field: 'lastSeenAt', order: -1, optional: true },
} as const satisfies Readonly<Record<string, UserOrder>>;

export type UserSort = keyof typeof USER_SORTS;

/**
 * Accounts. As in every repository: values are detached from the store, and what a promise has resolved for outlives the
 * process. While the store is away every method throws DomainError `unavailable` (`storage-unavailable`); a write may still
 * land then.
 */
export interface UserRepository {
  /**
   * Inserts. Under an id that exists already nothing changes and the stored user is returned.
   * @throws DomainError `username-taken` or `email-taken` (conflict)
   */
  add(user: User): Promise<User>;
  /** `undefined` for an unknown or deleted id. */
  get(id: string): Promise<User | undefined>;
  /** Those of them that exist, in any order. */
  getMany(ids: readonly string[]): Promise<readonly User[]>;
  /** Keys are those of `AccountName`. */
  byUsernameKey(key: string): Promise<User | undefined>;
  byEmailKey(key: string): Promise<User | undefined>;
  /**
   * Replaces the user by `change(user)`, which is pure and may run again after a conflict. If it throws, nothing is written.
   * `undefined` for an unknown id. @throws DomainError `username-taken`, `email-taken`
   */
  update(id: string, change: (user: User) => User): Promise<User | undefined>;
  /**
   * At most `limit` behind `after` (key = the field of the sort; equal ones follow their ids). Those who never signed in,
   * or were never seen, come last both ways.
   */
  list(filter: UserFilter, sort: UserSort, after: Position | undefined, limit: number): Promise<readonly User[]>;
  count(filter: UserFilter): Promise<number>;
  /** Removes the user and leaves a tombstone of the id; name and address are free again. Twice is once. */
  remove(id: string, at: Instant): Promise<void>;
  /** Whether a user with this id was removed. */
  wasRemoved(id: string): Promise<boolean>;
  /** Ids of users removed at or after `from`. */
  removedSince(from: Instant): Promise<readonly string[]>;
}
