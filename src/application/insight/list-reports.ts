import { addDays, dayOf, initialCalendar, type Day } from '../../domain/time/local-day.js';
import { last30Days } from '../default-range.js';
import type { Clock } from '../ports/clock.js';
import type { ReportRepository } from '../ports/report-repository.js';
import type { ReportSettings } from './count-day.js';
import { reportView, type ReportView } from './report-view.js';

/** Daily reports of [from, to], newest first; the last 30 by default. The day under way has none yet. */
export class ListReports {
  constructor(
    private readonly reports: ReportRepository,
    private readonly clock: Clock,
    private readonly settings: ReportSettings,
  ) {}

  async execute(range: {
    readonly from?: Day | undefined;
    readonly to?: Day | undefined;
  }): Promise<{ readonly items: readonly ReportView[] }> {
    const today = dayOf(this.clock.now(), initialCalendar(this.settings.reportTimeZone));
    const { from, to } = last30Days(range, addDays(today, -1));
    const reports = await this.reports.list(from, to);
    return { items: reports.map(reportView) };
  }
}
