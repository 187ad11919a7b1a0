import type { DailyReport } from '../../domain/insight/daily-report.js';
import type { Day } from '../../domain/time/local-day.js';

export interface ReportRepository {
  /** Insert if absent, by day; true if it was absent. */
  add(report: DailyReport): Promise<boolean>;
  get(day: Day): Promise<DailyReport | undefined>;
  /** Of [from, to], newest first. */
  list(from: Day, to: Day): Promise<readonly DailyReport[]>;
  /** That of the last day that has one. */
  latest(): Promise<DailyReport | undefined>;
}
