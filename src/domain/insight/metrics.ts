import { HOUR } from '../time/duration.js';
import type { Instant } from '../time/instant.js';
import type { ActivityType } from './activity.js';

/** What changes a figure of the dashboard when it happens; time does too, but slowly. */
export const METRICS_CHANGES = [
  'registered',
  'activated',
  'logged-in',
  'login-failed',
  'role-changed',
  'deleted',
] as const satisfies readonly ActivityType[];

export function changesMetrics(type: ActivityType): boolean {
  return METRICS_CHANGES.some((change) => change === type);
}

/** From when on things count: hours, not calendar days, so that a figure means the same in every zone. */
export function metricsWindows(now: Instant): { readonly day: Instant; readonly week: Instant } {
  return { day: now - 24 * HOUR, week: now - 7 * 24 * HOUR };
}
