import type { Role } from '../../domain/identity/role.js';
import { toMillimetres } from '../../domain/movement/hourly-distance.js';
import {
  dayOf,
  endOfDay,
  initialCalendar,
  startOfDay,
  type Day,
  type DayCalendar,
} from '../../domain/time/local-day.js';
import { withRole } from '../identity/administrators.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationCounts, NotificationRepository } from '../ports/notification-repository.js';
import type { Presence } from '../ports/presence.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { WaterDayRepository } from '../ports/water-day-repository.js';
import type { CachedCopies } from './cached-copies.js';
import type { ReportSettings } from './count-day.js';

/** Figures that always move. `today` is a day of `REPORT_TIME_ZONE`; things belong to it by their instants. */
export interface LiveFigures {
  readonly today: Day;
  readonly timeZone: string;
  readonly onlineUsers: number;
  /** Goals that an intake of today reached. */
  readonly goalsReachedToday: number;
  readonly metresToday: number;
  /** All that are kept, by status. */
  readonly notifications: NotificationCounts;
}

type Counts = Pick<LiveFigures, 'onlineUsers' | 'goalsReachedToday' | 'metresToday' | 'notifications'>;

/** Nothing tells of each change of them: they are counted again when somebody looks. */
const KEPT_SECONDS = 2;

/** What happens now: from indexed ranges, at most every two seconds. */
export class GetLiveFigures {
  private readonly calendar: DayCalendar;

  constructor(
    private readonly users: UserRepository,
    private readonly days: WaterDayRepository,
    private readonly tracks: TrackRepository,
    private readonly notifications: NotificationRepository,
    private readonly presence: Presence,
    private readonly copies: CachedCopies,
    private readonly clock: Clock,
    private readonly settings: ReportSettings,
  ) {
    this.calendar = initialCalendar(settings.reportTimeZone);
  }

  /** Of all accounts, or of those with the role. */
  execute(role?: Role): Promise<LiveFigures> {
    return this.copies.of(`live-figures:${role ?? 'all'}`, KEPT_SECONDS, async () => {
      const today = dayOf(this.clock.now(), this.calendar);
      return { today, timeZone: this.settings.reportTimeZone, ...(await this.withRole(today, role)) };
    });
  }

  /** Administrators are few: they are counted by their ids, and users are the others. */
  private async withRole(today: Day, role: Role | undefined): Promise<Counts> {
    if (role === undefined) return this.count(today);
    const administrators: string[] = [];
    for await (const { id } of withRole(this.users, 'admin')) administrators.push(id);
    if (role === 'admin') return this.count(today, administrators);
    return without(await this.count(today), await this.count(today, administrators));
  }

  private async count(today: Day, userIds?: readonly string[]): Promise<Counts> {
    const now = this.clock.now();
    const range = { from: startOfDay(today, this.calendar), to: endOfDay(today, this.calendar) };
    const [onlineUsers, goalsReachedToday, walked, notifications] = await Promise.all([
      userIds === undefined
        ? this.presence.count(now)
        : this.presence.connected(userIds, now).then((connected) => connected.size),
      this.days.goalsReached(range, userIds),
      this.tracks.walked(range, userIds),
      this.notifications.countByStatus({ userIds }),
    ]);
    return { onlineUsers, goalsReachedToday, metresToday: toMillimetres(walked.metres), notifications };
  }
}

/** What changed between the two counts must not show as less than nothing. */
function without(all: Counts, some: Counts): Counts {
  const rest = (whole: number, part: number): number => Math.max(0, whole - part);
  const [of, not] = [all.notifications, some.notifications];
  return {
    onlineUsers: rest(all.onlineUsers, some.onlineUsers),
    goalsReachedToday: rest(all.goalsReachedToday, some.goalsReachedToday),
    metresToday: toMillimetres(rest(all.metresToday, some.metresToday)),
    notifications: {
      pending: rest(of.pending, not.pending),
      delivered: rest(of.delivered, not.delivered),
      failed: rest(of.failed, not.failed),
      dead: rest(of.dead, not.dead),
    },
  };
}
