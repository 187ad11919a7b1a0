import type { Streak } from '../../domain/hydration/streak.js';
import type { WaterDay } from '../../domain/hydration/water-day.js';
import { HOUR } from '../../domain/time/duration.js';
import { foundUser } from '../../domain/identity/user.js';
import type { UserView } from '../identity/user-view.js';
import type { UserViews } from '../identity/user-views.js';
import type { TrackingView } from '../movement/get-tracking.js';
import type { Hours } from '../movement/list-hours.js';
import type { Clock } from '../ports/clock.js';
import type { ActivityView } from './activity-view.js';
import type { Look, NoteLook } from './note-look.js';
import type { UserReads } from './user-reads.js';

/** Of the last 30 days. */
export interface UserOverview {
  readonly user: UserView;
  readonly water: { readonly today: WaterDay; readonly streak: Streak; readonly days: readonly WaterDay[] };
  readonly movement: {
    readonly tracking: TrackingView;
    readonly hours: Hours['items'];
    readonly totalMetres: number;
  };
  /** The newest, at most 100. */
  readonly activity: readonly ActivityView[];
}

const LAST_DAYS_MS = 30 * 24 * HOUR;
const MOST_ACTIVITY = 100;

/** A user as an administrator looks them up; the user can see who did, and when. */
export class ViewUser {
  constructor(
    private readonly noteLook: NoteLook,
    private readonly views: UserViews,
    private readonly reads: UserReads,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user-not-found` */
  async execute(look: Look): Promise<UserOverview> {
    const { userId } = look;
    const user = foundUser(await this.noteLook.execute(look));
    const from = this.clock.now() - LAST_DAYS_MS;
    const [view, water, movement, activity] = await Promise.all([
      this.views.one(user),
      this.water(userId),
      this.movement(userId, from),
      this.reads.listActivity.execute({ userId, from, limit: MOST_ACTIVITY }),
    ]);
    return { user: view, water, movement, activity: activity.items };
  }

  private async water(userId: string): Promise<UserOverview['water']> {
    const [today, streak, { items: days }] = await Promise.all([
      this.reads.getToday.execute({ userId }),
      this.reads.getStreak.execute({ userId }),
      this.reads.listWaterDays.execute({ userId }),
    ]);
    return { today, streak, days };
  }

  private async movement(userId: string, from: number): Promise<UserOverview['movement']> {
    const [tracking, { items: hours, totalMetres }] = await Promise.all([
      this.reads.getTracking.execute({ userId }),
      this.reads.listHours.execute({ userId, from }),
    ]);
    return { tracking, hours, totalMetres };
  }
}
