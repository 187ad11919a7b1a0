import { daysToReport, isQuiet, type DailyReport } from '../../domain/insight/daily-report.js';
import { initialCalendar, type DayCalendar } from '../../domain/time/local-day.js';
import type { Clock } from '../ports/clock.js';
import type { ReportRepository } from '../ports/report-repository.js';
import type { CountDay, ReportSettings } from './count-day.js';
import type { NotifyAdministrators } from './notify-administrators.js';

/** Job `daily-report`: each day that is over gets its report once, also those that ended during an outage. */
export class ReportDays {
  private readonly calendar: DayCalendar;

  constructor(
    private readonly countDay: CountDay,
    private readonly reports: ReportRepository,
    private readonly notify: NotifyAdministrators,
    private readonly clock: Clock,
    { reportTimeZone }: ReportSettings,
  ) {
    this.calendar = initialCalendar(reportTimeZone);
  }

  async execute(): Promise<void> {
    const latest = await this.reports.latest();
    // A crash may have come between storing and telling; each administrator has it once.
    if (latest !== undefined) await this.tell(latest);
    let begun = latest !== undefined;
    for (const day of daysToReport(latest?.day, this.clock.now(), this.calendar)) {
      const report = await this.countDay.execute(day);
      begun ||= !isQuiet(report);
      // Of runs that race, only one has stored what is told.
      if (begun && (await this.reports.add(report))) await this.tell(report);
    }
  }

  private async tell(report: DailyReport): Promise<void> {
    const { day, logins, failedLogins, registrations, goalsReached, metres } = report;
    const accounts = `${logins} logins, ${failedLogins} failed logins, ${registrations} registrations`;
    const health = `${goalsReached} water goals reached, ${(metres / 1000).toFixed(1)} km`;
    const told = `${report.notificationsDelivered} of ${report.notifications} notifications delivered`;
    const message = `Report of ${day}: ${accounts}, ${health}, ${told}.`;
    await this.notify.execute({ type: 'daily-report', key: `daily-report:${day}`, message });
  }
}
