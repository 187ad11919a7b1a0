import type { User } from '../../domain/identity/user.js';
import { userView, type UserView } from '../identity/user-view.js';
import { readPage, type Page, type PageRequest, type Position } from '../paging.js';
import type { Clock } from '../ports/clock.js';
import type { Presence } from '../ports/presence.js';
import type { UserFilter, UserRepository, UserSort } from '../ports/user-repository.js';

export interface UserQuery
  extends PageRequest, Pick<UserFilter, 'role' | 'active' | 'q' | 'createdFrom' | 'createdTo'> {
  readonly connected?: boolean | undefined;
  /** `-createdAt` by default. */
  readonly sort?: UserSort | undefined;
}

interface Seen {
  readonly user: User;
  readonly connected: boolean;
}

/** How many users are looked at at a time for those who are connected, or not. */
const BATCH = 500;

export class ListUsers {
  constructor(
    private readonly users: UserRepository,
    private readonly presence: Presence,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `invalid-cursor` */
  execute({ limit, cursor, connected, sort = '-createdAt', ...filter }: UserQuery): Promise<Page<UserView>> {
    const positionOf = ({ user }: Seen): Position => ({
      key: sort.endsWith('username') ? user.usernameKey : user.createdAt,
      id: user.id,
    });
    const read = (after: Position | undefined, count: number): Promise<readonly Seen[]> =>
      this.read(filter, sort, after, count);
    return readPage(
      { limit, cursor },
      connected === undefined ? read : (after, count) => matching(read, positionOf, connected, after, count),
      positionOf,
      (seen) => userView(seen.user, seen.connected),
    );
  }

  private async read(
    filter: UserFilter,
    sort: UserSort,
    after: Position | undefined,
    count: number,
  ): Promise<readonly Seen[]> {
    const users = await this.users.list(filter, sort, after, count);
    const ids = users.map(({ id }) => id);
    const connected = await this.presence.connected(ids, this.clock.now());
    return users.map((user) => ({ user, connected: connected.has(user.id) }));
  }
}

/** Whether somebody is connected is not in the store, so it is looked up batch by batch until there are enough. */
async function matching(
  read: (after: Position | undefined, count: number) => Promise<readonly Seen[]>,
  positionOf: (seen: Seen) => Position,
  connected: boolean,
  start: Position | undefined,
  count: number,
): Promise<readonly Seen[]> {
  const found: Seen[] = [];
  let after = start;
  for (;;) {
    const batch = await read(after, BATCH);
    found.push(...batch.filter((seen) => seen.connected === connected));
    const last = batch.at(-1);
    if (found.length >= count || batch.length < BATCH || last === undefined) return found.slice(0, count);
    after = positionOf(last);
  }
}
