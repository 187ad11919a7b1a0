import type { Role } from '../../domain/identity/role.js';
import type { User } from '../../domain/identity/user.js';
import { toIso, toIsoOrNull } from '../../domain/time/instant.js';
import { ruleFrom, type Day } from '../../domain/time/local-day.js';

/** A user as the user and administrators see it. */
export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly role: Role;
  readonly active: boolean;
  readonly disabled: boolean;
  readonly connected: boolean;
  /** As last set, the hour too. */
  readonly timeZone: string;
  /** The first day that is counted under them; it may lie ahead. */
  readonly timeZoneFrom: Day;
  readonly dayStartsAt: number;
  readonly createdAt: string;
  readonly lastLoginAt: string | null;
  /** When the last device went; null before the first one did. */
  readonly lastSeenAt: string | null;
}

export function userView(user: User, connected: boolean): UserView {
  const { id, username, email, role, active, disabled, calendar, createdAt, lastLoginAt, lastSeenAt } = user;
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
    timeZoneFrom: ruleFrom(calendar, createdAt),
    dayStartsAt: rule.dayStartsAt,
    createdAt: toIso(createdAt),
    lastLoginAt: toIsoOrNull(lastLoginAt),
    lastSeenAt: toIsoOrNull(lastSeenAt),
  };
}
