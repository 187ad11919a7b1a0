import type { DayCalendar } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';
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
  readonly createdAt: Instant;
  readonly lastLoginAt: Instant | null;
  readonly lastSeenAt: Instant | null;
}
