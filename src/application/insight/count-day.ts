import type { DailyReport } from '../../domain/insight/daily-report.js';
import { toMillimetres } from '../../domain/movement/hourly-distance.js';
import { endOfDay, initialCalendar, startOfDay, type Day } from '../../domain/time/local-day.js';
import type { InstantRange } from '../../domain/time/instant.js';
import type { ActivityLog } from '../ports/activity-log.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import { accountCounts } from './account-counts.js';

export interface ReportSettings {
  /** Whose days are counted; `REPORT_TIME_ZONE`. */
  readonly reportTimeZone: string;
}

type Figures = Omit<DailyReport, 'day' | 'timeZone' | 'generatedAt'>;

/** Counts what happened on a day, as far as it is known now. */
export class CountDay {
  constructor(
    private readonly activities: ActivityLog,
    private readonly days: WaterDayRepository,
    private readonly tracks: TrackRepository,
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
    private readonly settings: ReportSettings,
  ) {}

  async execute(day: Day): Promise<DailyReport> {
    const { reportTimeZone: timeZone } = this.settings;
    const calendar = initialCalendar(timeZone);
    const range = { from: startOfDay(day, calendar), to: endOfDay(day, calendar) };
    const parts = await Promise.all([
      accountCounts(this.activities, range),
      this.water(range),
      this.movement(range),
      this.told(range),
    ] as const);
    const [accounts, water, movement, told] = parts;
    return { day, timeZone, ...accounts, ...water, ...movement, ...told, generatedAt: this.clock.now() };
  }

  private async water(range: InstantRange): Promise<Pick<Figures, 'intakes' | 'millilitres' | 'goalsReached'>> {
    const { intakes, millilitres, goals: goalsReached } = await this.days.drunk(range);
    return { intakes, millilitres, goalsReached };
  }

  private async movement(range: InstantRange): Promise<Pick<Figures, 'metres' | 'points'>> {
    const { metres, points } = await this.tracks.walked(range);
    return { metres: toMillimetres(metres), points };
  }

  private async told(
    created: InstantRange,
  ): Promise<Pick<Figures, 'notifications' | 'notificationsDelivered' | 'notificationsFailed' | 'notificationsDead'>> {
    const { pending, delivered, failed, dead } = await this.notifications.countByStatus({ created });
    return {
      notifications: pending + delivered + failed + dead,
      notificationsDelivered: delivered,
      notificationsFailed: failed,
      notificationsDead: dead,
    };
  }
}
