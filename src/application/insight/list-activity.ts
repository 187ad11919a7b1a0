import { readPage, type Page, type PageRequest } from '../paging.js';
import type { ActivityFilter, ActivityLog } from '../ports/activity-log.js';
import { activityView, ownActivityView, type ActivityView } from './activity-view.js';

export interface ActivityQuery extends PageRequest, ActivityFilter {
  /** Whether the user of `userId` asks, and not an administrator. */
  readonly own?: boolean;
}

/** What happened, newest first. */
export class ListActivity {
  constructor(private readonly activities: ActivityLog) {}

  /** @throws DomainError `invalid-cursor` */
  execute({ limit, cursor, own = false, ...filter }: ActivityQuery): Promise<Page<ActivityView>> {
    return readPage(
      { limit, cursor },
      (after, count) => this.activities.list(filter, after, count),
      ({ at, id }) => ({ key: at, id }),
      own ? ownActivityView : activityView,
    );
  }
}
