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
