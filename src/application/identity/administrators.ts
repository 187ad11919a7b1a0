import type { Role } from '../../domain/identity/role.js';
import { administers, type User } from '../../domain/identity/user.js';
import { itemsOf } from '../paging.js';
import type { Principal } from '../ports/access-tokens.js';
import type { UserRepository } from '../ports/user-repository.js';

/** Everybody who can act as an administrator now. */
export async function* administratorsOf(users: UserRepository): AsyncGenerator<User> {
  for await (const user of withRole(users, 'admin')) if (administers(user)) yield user;
}

/** Everybody with a role, whether they can act in it or not. */
export function withRole(users: UserRepository, role: Role): AsyncGenerator<User> {
  return itemsOf((last, limit) =>
    users.list({ role }, 'createdAt', last && { key: last.createdAt, id: last.id }, limit),
  );
}

/** Who acted, as the activity of the user concerned tells it; the name stays readable when the account is gone. */
export async function administratorDetails(
  users: UserRepository,
  { userId }: Principal,
): Promise<{ readonly administratorId: string; readonly administratorUsername: string | null }> {
  return { administratorId: userId, administratorUsername: (await users.get(userId))?.username ?? null };
}
