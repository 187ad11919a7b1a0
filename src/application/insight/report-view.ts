import type { DailyReport } from '../../domain/insight/daily-report.js';
import { toIso } from '../../domain/time/instant.js';
import type { Day } from '../../domain/time/local-day.js';

/** A daily report as administrators see it. */
export interface ReportView {
  readonly day: Day;
  readonly timeZone: string;
  readonly logins: number;
  readonly failedLogins: number;
  readonly registrations: number;
  readonly generatedAt: string;
}

export function reportView({
  day,
  timeZone,
  logins,
  failedLogins,
  registrations,
  generatedAt,
}: DailyReport): ReportView {
  return { day, timeZone, logins, failedLogins, registrations, generatedAt: toIso(generatedAt) };
}
