import type { GetStreak } from '../hydration/get-streak.js';
import type { GetToday } from '../hydration/get-today.js';
import type { GetWaterGoal } from '../hydration/get-water-goal.js';
import type { ListIntakes } from '../hydration/list-intakes.js';
import type { ListWaterDays } from '../hydration/list-water-days.js';
import type { GetTracking } from '../movement/get-tracking.js';
import type { ListHours } from '../movement/list-hours.js';
import type { ListPoints } from '../movement/list-points.js';
import type { ListNotifications } from '../notification/list-notifications.js';
import type { ListScheduled } from '../notification/list-scheduled.js';
import type { ListActivity } from './list-activity.js';

/** What users read of themselves, for whoever shows all of it at once. */
export interface UserReads {
  readonly getToday: GetToday;
  readonly getWaterGoal: GetWaterGoal;
  readonly getStreak: GetStreak;
  readonly listWaterDays: ListWaterDays;
  readonly listIntakes: ListIntakes;
  readonly getTracking: GetTracking;
  readonly listHours: ListHours;
  readonly listPoints: ListPoints;
  readonly listNotifications: ListNotifications;
  readonly listScheduled: ListScheduled;
  readonly listActivity: ListActivity;
}
