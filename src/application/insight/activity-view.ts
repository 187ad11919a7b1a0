import type { Activity, ActivityType } from '../../domain/insight/activity.js';
import { toIso } from '../../domain/time/instant.js';

/** Something that happened, as administrators and its user see it. */
export interface ActivityView {
  readonly id: string;
  readonly type: ActivityType;
  readonly userId: string | null;
  readonly at: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export function activityView({ id, type, userId, at, ip, userAgent, details }: Activity): ActivityView {
  return { id, type, userId, at: toIso(at), ip, userAgent, details };
}

/** As its own user sees it: where an administrator acted, address and agent are the administrator's. */
export function ownActivityView(activity: Activity): ActivityView {
  const view = activityView(activity);
  return 'administratorId' in activity.details ? { ...view, ip: null, userAgent: null } : view;
}
