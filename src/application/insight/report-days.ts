import type { ActivityType } from '../../domain/insight/activity.js';
import { daysToReport, isQuiet, type DailyReport } from '../../domain/insight/daily-report.js';
import { endOfDay, initialCalendar, startOfDay, type Day, type DayCalendar } from '../../domain/time/local-day.js';
import type { ActivityLog } from '../ports/activity-log.js';
import type { Clock } from '../ports/clock.js';
import type { ReportRepository } from '../ports/report-repository.js';
import type { NotifyAdministrators } from './notify-administrators.js';

export interface ReportSettings {
  /** Whose days are counted; `REPORT_TIME_ZONE`. */
  readonly reportTimeZone: string;
}

/** Job `daily-report`: each day that is over gets its report once, also those that ended during an outage. */
export class ReportDays {
  private readonly calendar: DayCalendar;

  constructor(
    private readonly activities: ActivityLog,
    private readonly reports: ReportRepository,
    private readonly notify: NotifyAdministrators,
    private readonly clock: Clock,
    private readonly settings: ReportSettings,
  ) {
    this.calendar = initialCalendar(settings.reportTimeZone);
  }

  async execute(): Promise<void> {
    const latest = await this.reports.latestDay();
    let begun = latest !== undefined;
    for (const day of daysToReport(latest, this.clock.now(), this.calendar)) {
      const report = await this.reportOf(day);
      begun ||= !isQuiet(report);
      if (begun) await this.publish(report);
    }
  }

  /** Told first: after a crash in between it is told again, which is once, and then stored. */
  private async publish(report: DailyReport): Promise<void> {
    const { day, logins, failedLogins, registrations } = report;
    const message = `Report of ${day}: ${logins} logins, ${failedLogins} failed logins, ${registrations} registrations.`;
    await this.notify.execute({ type: 'daily-report', key: `daily-report:${day}`, message });
    await this.reports.add(report);
  }

  private async reportOf(day: Day): Promise<DailyReport> {
    const [from, to] = [startOfDay(day, this.calendar), endOfDay(day, this.calendar)];
    const count = (type: ActivityType): Promise<number> => this.activities.count({ types: [type], from, to });
    const [logins, failedLogins, registrations] = await Promise.all([
      count('logged-in'),
      count('login-failed'),
      count('registered'),
    ]);
    const { reportTimeZone: timeZone } = this.settings;
    return { day, timeZone, logins, failedLogins, registrations, generatedAt: this.clock.now() };
  }
}
