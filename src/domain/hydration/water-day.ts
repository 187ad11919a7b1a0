import type { Day } from '../time/local-day.js';

/**
 * `achieved`: the goal was reached. `open`: not yet, and the day is not over. `missed`: not reached, the streak ends.
 * `frozen`: not reached, a freeze kept the streak. `excused`: not reached, and not the user's fault.
 */
export type WaterDayStatus = 'achieved' | 'open' | 'missed' | 'frozen' | 'excused';

/** What made the status so. */
export type WaterDayCause =
  'goal-reached' | 'day-not-over' | 'goal-not-reached' | 'freeze-used' | 'service-outage' | 'zone-change';

/** A day of a user as it stands, with the reason. */
export interface WaterDay {
  readonly day: Day;
  readonly totalMillilitres: number;
  readonly goalMillilitres: number;
  readonly achieved: boolean;
  readonly status: WaterDayStatus;
  readonly cause: WaterDayCause;
  /** The zone in which the day began. */
  readonly timeZone: string;
}

/** The day alone, without what goes with it in a ledger or an archive. */
export function waterDay(of: WaterDay): WaterDay {
  const { day, totalMillilitres, goalMillilitres, achieved, status, cause, timeZone } = of;
  return { day, totalMillilitres, goalMillilitres, achieved, status, cause, timeZone };
}
