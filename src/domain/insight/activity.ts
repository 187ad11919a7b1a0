import type { Role } from '../identity/role.js';
import type { Instant } from '../time/instant.js';

export const ACTIVITY_TYPES = [
  'registered',
  'activated',
  'logged-in',
  'login-failed',
  'logged-out',
  'profile-updated',
  'password-changed',
  'password-reset',
  'role-changed',
  'disabled',
  'enabled',
  'sessions-revoked',
  'user-viewed',
  'notifications-replayed',
  'broadcast-created',
  'broadcast-cancelled',
  'deleted',
] as const;
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

/** What an account did, or what was done to it. */
export interface Activity {
  readonly id: string;
  readonly type: ActivityType;
  /** Whose activity it is; null for a failed login to an account that does not exist, or once the user is deleted. */
  readonly userId: string | null;
  /** The role of that account when it happened. */
  readonly role: Role | null;
  readonly at: Instant;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}
