import type { Role } from '../../domain/identity/role.js';
import type { User } from '../../domain/identity/user.js';
import { toIso } from '../../domain/time/instant.js';

/** A user as the user and administrators see it. */
export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly role: Role;
  readonly active: boolean;
  readonly disabled: boolean;
  readonly connected: boolean;
  /** As last set; it holds from `timeZoneFrom`, which may lie ahead. */
  readonly timeZone: string;
  readonly timeZoneFrom: string;
  readonly dayStartsAt: number;
  readonly createdAt: string;
}

export function userView(user: User, connected: boolean): UserView {
  const { id, username, email, role, active, disabled, calendar, createdAt } = user;
  const rule = calendar.at(-1) ?? calendar[0];
  return {
    id,
    username,
    email,
    role,
    active,
    disabled,
    connected,
    timeZone: rule.timeZone,
    // The first rule of a user has held for as long as there is a user.
    timeZoneFrom: toIso(Math.max(rule.from, createdAt)),
    dayStartsAt: rule.dayStartsAt,
    createdAt: toIso(createdAt),
  };
}
