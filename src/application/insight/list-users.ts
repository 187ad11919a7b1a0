import type { User } from '../../domain/identity/user.js';
import { userView, type UserView } from '../identity/user-view.js';
import { readPage, type Page, type PageRequest, type Position } from '../paging.js';
import type { Clock } from '../ports/clock.js';
import type { Presence } from '../ports/presence.js';
import { USER_SORTS, type UserFilter, type UserRepository, type UserSort } from '../ports/user-repository.js';

export interface UserQuery
  extends PageRequest, Pick<UserFilter, 'role' | 'active' | 'disabled' | 'q' | 'createdFrom' | 'createdTo'> {
  readonly connected?: boolean | undefined;
  /** `-createdAt` by default. */
  readonly sort?: UserSort | undefined;
}

interface Seen {
  readonly user: User;
  readonly connected: boolean;
}

/** How many users are looked at at a time for those who are not connected. */
const BATCH = 500;

export class ListUsers {
  constructor(
    private readonly users: UserRepository,
    private readonly presence: Presence,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `invalid-cursor` */
  async execute({ limit, cursor, connected, sort = '-createdAt', ...filter }: UserQuery): Promise<Page<UserView>> {
    const positionOf = ({ user }: Seen): Position => ({ key: user[USER_SORTS[sort].field], id: user.id });
    const ids = connected === true ? await this.presence.online(this.clock.now()) : undefined;
    const read = (after: Position | undefined, count: number): Promise<readonly Seen[]> =>
      this.read({ ...filter, ids }, sort, after, count);
    return readPage(
      { limit, cursor },
      connected === false ? (after, count) => offline(read, positionOf, after, count) : read,
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

/** Most are: they are looked for in the order of the list, batch by batch, until there are enough. */
async function offline(
  read: (after: Position | undefined, count: number) => Promise<readonly Seen[]>,
  positionOf: (seen: Seen) => Position,
  start: Position | undefined,
  count: number,
): Promise<readonly Seen[]> {
  const found: Seen[] = [];
  let after = start;
  for (;;) {
    const batch = await read(after, BATCH);
    found.push(...batch.filter(({ connected }) => !connected));
    const last = batch.at(-1);
    if (found.length >= count || batch.length < BATCH || last === undefined) return found.slice(0, count);
    after = positionOf(last);
  }
}
