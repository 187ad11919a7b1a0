import type { User } from '../../domain/identity/user.js';
import { quietUntil, zoneOf, type QuietHours } from '../../domain/notification/quiet-hours.js';
import { toIsoOrNull, type Instant } from '../../domain/time/instant.js';

export interface QuietHoursView {
  /** Null while they are off. */
  readonly quietHours: QuietHours | null;
  /** When it is quiet no more; null if it is not quiet now. */
  readonly quietUntil: string | null;
}

export function quietHoursView({ quietHours, calendar }: User, now: Instant): QuietHoursView {
  return { quietHours, quietUntil: toIsoOrNull(quietUntil(quietHours, zoneOf(calendar), now) ?? null) };
}
