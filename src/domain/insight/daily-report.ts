import type { Day } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';

/** What happened on one day of the report's zone. */
export interface DailyReport {
  readonly day: Day;
  readonly timeZone: string;
  readonly logins: number;
  readonly failedLogins: number;
  readonly registrations: number;
  readonly generatedAt: Instant;
}
