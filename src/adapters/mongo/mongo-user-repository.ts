import { Schema, trusted, type Connection, type Model, type QueryFilter } from 'mongoose';
import { keylessLast, numericKey, textKey, type Position } from '../../application/paging.js';
import {
  USER_SORTS,
  type UserFilter,
  type UserOrder,
  type UserRepository,
  type UserSort,
} from '../../application/ports/user-repository.js';
import { nameKey } from '../../domain/identity/account-name.js';
import { emailTaken, usernameTaken, type User } from '../../domain/identity/user.js';
import type { Instant } from '../../domain/time/instant.js';
import { findStored, insertIfAbsent, updateStored, type Stored } from './compare-and-set.js';
import { DenseNumbers, hintModel } from './dense-numbers.js';
import { allOf, behind, oneOf, within } from './filters.js';
import { KeyedMutex } from './keyed-mutex.js';
import { answerOf, isDuplicateKey, lateAnswerOf } from './mongo-errors.js';
import { aggregateOf, contentOf, storedSchema, type StoredOf } from './stored-schema.js';

interface StoredUser extends StoredOf<User> {
  /** Which account it is, counted from 1; its tombstone keeps it. */
  readonly ordinal: number;
}

interface StoredRemoval extends Stored {
  readonly at: Instant;
  /** Of the user; null for an id that had none. */
  readonly ordinal: number | null;
  /** Which removal of a user it is, counted from 1. */
  readonly removal: number | null;
}

const users = storedSchema<StoredUser>({
  username: String,
  usernameKey: String,
  email: String,
  emailKey: String,
  passwordHash: String,
  role: String,
  active: Boolean,
  disabled: Boolean,
  calendar: [{ _id: false, from: Number, timeZone: String, dayStartsAt: Number }],
  preferences: Schema.Types.Mixed,
  quietHours: Schema.Types.Mixed,
  createdAt: Number,
  lastLoginAt: Number,
  lastSeenAt: Number,
  ordinal: Number,
})
  .index({ usernameKey: 1 }, { unique: true })
  .index({ emailKey: 1 }, { unique: true })
  .index({ createdAt: 1, _id: 1 })
  .index({ role: 1, createdAt: 1, _id: 1 })
  .index({ active: 1, createdAt: 1, _id: 1 })
  .index({ disabled: 1, createdAt: 1, _id: 1 })
  .index({ role: 1, usernameKey: 1 })
  .index({ active: 1, usernameKey: 1 })
  .index({ lastLoginAt: 1, _id: 1 })
  .index({ role: 1, lastLoginAt: 1, _id: 1 })
  .index({ lastSeenAt: 1, _id: 1 })
  .index({ role: 1, lastSeenAt: 1, _id: 1 })
  .index({ ordinal: 1 }, { unique: true, partialFilterExpression: { ordinal: { $gt: 0 } } });

const removals = storedSchema<StoredRemoval>({ at: Number, ordinal: Number, removal: Number })
  .index({ at: 1 })
  .index({ ordinal: 1 }, { unique: true, partialFilterExpression: { ordinal: { $gt: 0 } } })
  .index({ removal: 1 }, { unique: true, partialFilterExpression: { removal: { $gt: 0 } } });

/** Users in MongoDB. */
export class MongoUserRepository implements UserRepository {
  private readonly users: Model<StoredUser>;
  private readonly removals: Model<StoredRemoval>;
  private readonly added: DenseNumbers;
  private readonly removed: DenseNumbers;
  /** Those who add or remove at once would only take the numbers from each other. */
  private readonly mutex = new KeyedMutex();

  constructor(connection: Connection) {
    this.users = connection.model<StoredUser>('User', users, 'users');
    this.removals = connection.model<StoredRemoval>('RemovedUser', removals, 'removed-users');
    const hints = hintModel(connection);
    this.added = new DenseNumbers(hints, 'users', async (ordinal) => {
      // In this order: who is removed in between has left the tombstone before going.
      if ((await answerOf(this.users.exists({ ordinal }).exec())) !== null) return true;
      return (await answerOf(this.removals.exists({ ordinal }).exec())) !== null;
    });
    this.removed = new DenseNumbers(hints, 'removed-users', async (removal) => {
      return (await answerOf(this.removals.exists({ removal }).exec())) !== null;
    });
  }

  async add(user: User): Promise<User> {
    return this.mutex.run('add', () => this.addNext(user));
  }

  async get(id: string): Promise<User | undefined> {
    const stored = await findStored(this.users, id);
    return stored && userOf(stored);
  }

  async getMany(ids: readonly string[]): Promise<readonly User[]> {
    return this.find(allOf(oneOf('_id', ids)));
  }

  async byUsernameKey(key: string): Promise<User | undefined> {
    return (await this.find({ usernameKey: key }))[0];
  }

  async byEmailKey(key: string): Promise<User | undefined> {
    return (await this.find({ emailKey: key }))[0];
  }

  async update(id: string, change: (user: User) => User): Promise<User | undefined> {
    for (;;) {
      let wanted: User | undefined;
      try {
        const stored = await updateStored(this.users, id, (before) => {
          wanted = change(userOf(before));
          return { ...contentOf(wanted), ordinal: before.ordinal };
        });
        return stored && userOf(stored);
      } catch (error) {
        if (!isDuplicateKey(error) || wanted === undefined) throw error;
        await this.refuseTaken(wanted);
      }
    }
  }

  async list(filter: UserFilter, sort: UserSort, after: Position | undefined, limit: number): Promise<readonly User[]> {
    const order: UserOrder = USER_SORTS[sort];
    const { field, optional = false } = order;
    if (!optional) return this.page(filter, order, [behindUser(order, after)], limit);
    return keylessLast(
      after,
      limit,
      (position, count) => this.page(filter, order, [within(field, { from: 0 }), behindUser(order, position)], count),
      (id, count) => this.page(filter, order, [{ [field]: null }, id === undefined ? id : restOfIds(order, id)], count),
    );
  }

  async count({ role, ...filter }: UserFilter): Promise<number> {
    const isFiltered = Object.values(filter).some((condition) => condition !== undefined);
    if (isFiltered || role === 'admin') return this.countDocuments({ role, ...filter });
    // Everybody is not counted one by one; administrators are few, and users are the others.
    const [added, removed, others] = await Promise.all([
      this.added.last(),
      this.removed.last(),
      role === undefined ? 0 : this.countDocuments({ role: 'admin' }),
    ]);
    return added - removed - others;
  }

  async remove(id: string, at: Instant): Promise<void> {
    // In this order: a crash between the two leaves a user who can be removed again.
    await this.mutex.run('remove', () => this.leaveTombstone(id, at));
    await answerOf(this.users.deleteOne({ _id: id }).exec());
  }

  async wasRemoved(id: string): Promise<boolean> {
    return (await findStored(this.removals, id)) !== undefined;
  }

  async removedSince(from: Instant): Promise<readonly string[]> {
    const query = this.removals.find({ at: trusted({ $gte: from }) }).select({ _id: 1 });
    return (await answerOf(query.lean().exec())).map(({ _id }) => _id);
  }

  private async page(
    filter: UserFilter,
    { field, order }: UserOrder,
    range: readonly (QueryFilter<StoredUser> | undefined)[],
    limit: number,
  ): Promise<readonly User[]> {
    // Names are unique: they need no id beside them.
    const sorted = field === 'usernameKey' ? { [field]: order } : { [field]: order, _id: order };
    const query = this.users.find(allOf(conditionOf(filter), ...range)).sort(sorted);
    return (await answerOf(query.limit(limit).lean().exec())).map((stored) => userOf(stored));
  }

  private async addNext(user: User): Promise<User> {
    for (;;) {
      const ordinal = (await this.added.last()) + 1;
      if (await insertIfAbsent(this.users, user.id, { ...contentOf(user), ordinal })) return structuredClone(user);
      const existing = await this.get(user.id);
      if (existing !== undefined) return existing;
      await this.refuseTaken(user);
      // Somebody has taken the number, or whoever held the name has let go of it since: again.
    }
  }

  private async leaveTombstone(id: string, at: Instant): Promise<void> {
    while (!(await this.wasRemoved(id))) {
      const ordinal = (await findStored(this.users, id))?.ordinal ?? null;
      const removal = ordinal === null ? null : (await this.removed.last()) + 1;
      await insertIfAbsent(this.removals, id, { at, ordinal, removal });
    }
  }

  private async countDocuments(filter: UserFilter): Promise<number> {
    return lateAnswerOf(this.users.countDocuments(conditionOf(filter)).exec());
  }

  private async find(filter: QueryFilter<StoredUser>): Promise<readonly User[]> {
    return (await answerOf(this.users.find(filter).lean().exec())).map((stored) => userOf(stored));
  }

  /** Asks who holds the keys: servers differ in what they say about a duplicate. */
  private async refuseTaken({ id, usernameKey, emailKey }: User): Promise<void> {
    const [name, address] = await Promise.all([this.byUsernameKey(usernameKey), this.byEmailKey(emailKey)]);
    if (name !== undefined && name.id !== id) throw usernameTaken();
    if (address !== undefined && address.id !== id) throw emailTaken();
  }
}

function userOf(stored: StoredUser): User {
  return aggregateOf<User>(stored, 'ordinal');
}

function conditionOf(filter: UserFilter): QueryFilter<StoredUser> {
  return allOf<StoredUser>(
    filter.role && { role: filter.role },
    filter.active === undefined ? undefined : { active: filter.active },
    filter.disabled === undefined ? undefined : { disabled: filter.disabled },
    filter.q === undefined ? undefined : containing(filter.q),
    within('createdAt', { from: filter.createdFrom, to: filter.createdTo }),
    within('lastLoginAt', { from: filter.loggedInFrom }),
    oneOf('_id', filter.ids),
  );
}

function behindUser({ field, order }: UserOrder, after: Position | undefined): QueryFilter<StoredUser> | undefined {
  return behind<StoredUser>(field, order, after, field === 'usernameKey' ? textKey : numericKey);
}

function restOfIds({ order }: UserOrder, id: string): QueryFilter<StoredUser> {
  return { _id: trusted(order === 1 ? { $gt: id } : { $lt: id }) };
}

function containing(text: string): QueryFilter<StoredUser> {
  // A pattern cannot hold NUL, and no key does: another character that none has stands for it.
  const key = nameKey(text).replaceAll('\0', '\ufffd');
  const literally = trusted({ $regex: key.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') });
  return { $or: [{ usernameKey: literally }, { emailKey: literally }] };
}
