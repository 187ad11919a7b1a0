import type { ActivityType } from '../../domain/insight/activity.js';
import type { ActivityFilter, ActivityLog } from '../ports/activity-log.js';

/** What happened to accounts in some time. */
export interface AccountCounts {
  readonly logins: number;
  readonly failedLogins: number;
  readonly registrations: number;
}

export async function accountCounts(
  activities: ActivityLog,
  filter: Pick<ActivityFilter, 'role' | 'from' | 'to'>,
): Promise<AccountCounts> {
  const count = (type: ActivityType): Promise<number> => activities.count({ ...filter, types: [type] });
  const [logins, failedLogins, registrations] = await Promise.all([
    count('logged-in'),
    count('login-failed'),
    count('registered'),
  ]);
  return { logins, failedLogins, registrations };
}
