import { keylessLast, numericKey, textKey, type Position } from '../../application/paging.js';
import {
  USER_SORTS,
  type UserFilter,
  type UserOrder,
  type UserRepository,
  type UserSort,
} from '../../application/ports/user-repository.js';
import { nameKey } from '../../domain/identity/account-name.js';
import { ROLES, type Role } from '../../domain/identity/role.js';
import { emailTaken, usernameTaken, type User } from '../../domain/identity/user.js';
import type { Instant } from '../../domain/time/instant.js';
import { behind, given, past, where, type Condition } from './conditions.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase } from './embedded-database.js';

export const userTables = `
  CREATE TABLE users (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE AS (document ->> 'usernameKey') STORED,
    email_key TEXT NOT NULL UNIQUE AS (document ->> 'emailKey') STORED,
    role TEXT NOT NULL AS (document ->> 'role') STORED,
    active INTEGER NOT NULL AS (document ->> 'active') STORED,
    disabled INTEGER NOT NULL AS (document ->> 'disabled') STORED,
    created_at INTEGER NOT NULL AS (document ->> 'createdAt') STORED,
    last_login_at INTEGER AS (document ->> 'lastLoginAt') STORED,
    last_seen_at INTEGER AS (document ->> 'lastSeenAt') STORED
  ) STRICT;
  CREATE INDEX users_by_creation ON users (created_at, id);
  CREATE INDEX users_by_activation ON users (active, created_at, id);
  CREATE INDEX users_by_state ON users (disabled, created_at, id);
  CREATE INDEX users_by_role ON users (role, created_at, id);
  CREATE INDEX users_by_activation_and_name ON users (active, username_key);
  CREATE INDEX users_by_role_and_name ON users (role, username_key);
  CREATE INDEX users_by_login ON users (last_login_at, id);
  CREATE INDEX users_by_role_and_login ON users (role, last_login_at, id);
  CREATE INDEX users_by_sight ON users (last_seen_at, id);
  CREATE INDEX users_by_role_and_sight ON users (role, last_seen_at, id);
  CREATE TABLE user_counts (role TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER users_added AFTER INSERT ON users BEGIN
    INSERT INTO user_counts (role, n) VALUES (new.role, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  END;
  CREATE TRIGGER users_deleted AFTER DELETE ON users BEGIN
    UPDATE user_counts SET n = n - 1 WHERE role = old.role;
  END;
  CREATE TRIGGER users_changed AFTER UPDATE ON users WHEN old.role <> new.role BEGIN
    UPDATE user_counts SET n = n - 1 WHERE role = old.role;
    INSERT INTO user_counts (role, n) VALUES (new.role, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  END;
  CREATE TABLE removed_users (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
  CREATE INDEX removed_users_by_time ON removed_users (at);
`;

const COLUMNS = {
  createdAt: 'created_at',
  usernameKey: 'username_key',
  lastLoginAt: 'last_login_at',
  lastSeenAt: 'last_seen_at',
} as const satisfies Readonly<Record<UserOrder['field'], string>>;

/** Users in the embedded store. */
export class EmbeddedUserRepository implements UserRepository {
  private readonly users: DocumentTable<User>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.users = new DocumentTable(database, 'users');
  }

  async add(user: User): Promise<User> {
    return this.users.upsert(user.id, (existing) => {
      if (existing === undefined) this.refuseTaken(user);
      return existing ?? user;
    });
  }

  async get(id: string): Promise<User | undefined> {
    return this.users.find(id);
  }

  async getMany(ids: readonly string[]): Promise<readonly User[]> {
    return this.database.documents<User>(
      'SELECT document FROM users WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
  }

  async byUsernameKey(key: string): Promise<User | undefined> {
    return this.find('username_key = ?', key);
  }

  async byEmailKey(key: string): Promise<User | undefined> {
    return this.find('email_key = ?', key);
  }

  async update(id: string, change: (user: User) => User): Promise<User | undefined> {
    return this.users.update(id, (user) => {
      const changed = change(user);
      this.refuseTaken(changed);
      return changed;
    });
  }

  async list(filter: UserFilter, sort: UserSort, after: Position | undefined, limit: number): Promise<readonly User[]> {
    const order: UserOrder = USER_SORTS[sort];
    const { field, optional = false } = order;
    if (!optional) return this.page(filter, order, [behindUser(order, after)], limit);
    const column = COLUMNS[field];
    const [present, missing] = [`${column} IS NOT NULL`, `${column} IS NULL`].map((sql) => ({ sql, values: [] }));
    return keylessLast(
      after,
      limit,
      (position, count) => this.page(filter, order, [present, behindUser(order, position)], count),
      (id, count) => this.page(filter, order, [missing, given(`id ${past(order.order)} ?`, id)], count),
    );
  }

  async count({ role, ...filter }: UserFilter): Promise<number> {
    const isFiltered = Object.values(filter).some((condition) => condition !== undefined);
    return isFiltered ? this.countRows({ role, ...filter }) : this.countRole(role);
  }

  async remove(id: string, at: Instant): Promise<void> {
    this.database.transaction(() => {
      this.database.run('INSERT INTO removed_users (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING', id, at);
      this.database.run('DELETE FROM users WHERE id = ?', id);
    });
  }

  async wasRemoved(id: string): Promise<boolean> {
    return this.database.get('SELECT 1 FROM removed_users WHERE id = ?', id) !== undefined;
  }

  async removedSince(from: Instant): Promise<readonly string[]> {
    return this.database.all<{ id: string }>('SELECT id FROM removed_users WHERE at >= ?', from).map(({ id }) => id);
  }

  private async page(
    filter: UserFilter,
    { field, order }: UserOrder,
    range: readonly (Condition | undefined)[],
    limit: number,
  ): Promise<readonly User[]> {
    const { sql, values } = selection(filter, ...range);
    const direction = order === 1 ? 'ASC' : 'DESC';
    // Names are unique: they need no id beside them.
    const columns = field === 'usernameKey' ? [COLUMNS.usernameKey] : [COLUMNS[field], 'id'];
    const sorted = columns.map((column) => `${column} ${direction}`).join(', ');
    return this.database.documents<User>(`SELECT document ${sql} ORDER BY ${sorted} LIMIT ?`, ...values, limit);
  }

  /** Everybody is not counted one by one: triggers keep count. */
  private countRole(role: Role | undefined): number {
    const roles = JSON.stringify(role === undefined ? ROLES : [role]);
    const sql = 'SELECT sum(n) AS count FROM user_counts WHERE role IN (SELECT value FROM json_each(?))';
    return this.database.get<{ count: number | null }>(sql, roles)?.count ?? 0;
  }

  private countRows(filter: UserFilter): number {
    const { sql, values } = selection(filter);
    return this.database.get<{ count: number }>(`SELECT count(*) AS count ${sql}`, ...values)?.count ?? 0;
  }

  private find(condition: string, key: string): User | undefined {
    return this.database.document<User>(`SELECT document FROM users WHERE ${condition}`, key);
  }

  private refuseTaken(user: User): void {
    const taken = (column: string, key: string): boolean =>
      this.database.get(`SELECT 1 FROM users WHERE ${column} = ? AND id <> ?`, key, user.id) !== undefined;
    if (taken('username_key', user.usernameKey)) throw usernameTaken();
    if (taken('email_key', user.emailKey)) throw emailTaken();
  }
}

/** Wanted ids are looked up one by one: an IN might walk everybody in the order of the list in search of them. */
function selection(filter: UserFilter, ...range: readonly (Condition | undefined)[]): Condition {
  const { sql, values } = where(...conditionsOf(filter), ...range);
  if (filter.ids === undefined) return { sql: `FROM users ${sql}`, values };
  const wanted = '(SELECT DISTINCT value AS wanted FROM json_each(?))';
  return {
    sql: `FROM ${wanted} CROSS JOIN users ON id = wanted ${sql}`,
    values: [JSON.stringify(filter.ids), ...values],
  };
}

function conditionsOf(filter: UserFilter): (Condition | undefined)[] {
  const q = filter.q === undefined ? undefined : nameKey(filter.q);
  return [
    given('role = ?', filter.role),
    given('active = ?', filter.active === undefined ? undefined : Number(filter.active)),
    given('disabled = ?', filter.disabled === undefined ? undefined : Number(filter.disabled)),
    q === undefined ? undefined : { sql: 'instr(username_key, ?) > 0 OR instr(email_key, ?) > 0', values: [q, q] },
    given('created_at >= ?', filter.createdFrom),
    given('created_at < ?', filter.createdTo),
    given('last_login_at >= ?', filter.loggedInFrom),
  ];
}

function behindUser({ field, order }: UserOrder, after: Position | undefined): Condition | undefined {
  return behind(COLUMNS[field], order, after, field === 'usernameKey' ? textKey : numericKey);
}
