import type { User } from '../../domain/identity/user.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { DueLedger } from '../ports/water-day-repository.js';

const PAGE = 50;

/** Whose ledger is due; without a `user` whose account was deleted. */
export interface DueUser {
  readonly userId: string;
  readonly user: User | undefined;
}

/** All whose ledger is due, page by page. @param read gives at most `limit` behind `after`, in one order */
export async function* dueUsers(
  users: UserRepository,
  read: (limit: number, after?: DueLedger) => Promise<readonly DueLedger[]>,
): AsyncGenerator<readonly DueUser[]> {
  let after: DueLedger | undefined;
  do {
    const due = await read(PAGE, after);
    const found = await users.getMany(due.map(({ userId }) => userId));
    const byId = new Map(found.map((user) => [user.id, user]));
    yield due.map(({ userId }) => ({ userId, user: byId.get(userId) }));
    after = due.length < PAGE ? undefined : due.at(-1);
  } while (after !== undefined);
}
