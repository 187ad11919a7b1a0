import { readPage, type Page, type PageRequest } from '../paging.js';
import type { ActivityFilter, ActivityLog } from '../ports/activity-log.js';
import { activityView, ownActivityView, type ActivityView } from './activity-view.js';
import type { CachedCopies } from './cached-copies.js';
import { ACTIVITY_STAMP } from './record-activity.js';

export interface ActivityQuery extends PageRequest, ActivityFilter {
  /** Whether the user of `userId` asks, and not an administrator. */
  readonly own?: boolean;
}

/** Longer pages are parts of files. */
const LONGEST_COPY = 100;
/** How long a copy may be stale if a crash, or a cache that was away, kept its stamp from being deleted. */
const KEPT_SECONDS = 10;

/** What happened, newest first. What all administrators look at, recent activity by type and role, comes from a copy. */
export class ListActivity {
  constructor(
    private readonly activities: ActivityLog,
    private readonly copies: CachedCopies,
  ) {}

  /** @throws DomainError `invalid-cursor` */
  execute(query: ActivityQuery): Promise<Page<ActivityView>> {
    const { limit, cursor, userId, from, to, types, role } = query;
    const isRecent = cursor === undefined && userId === undefined && from === undefined && to === undefined;
    if (!isRecent || limit > LONGEST_COPY) return this.read(query);
    return this.copies.of(
      `activity:${types?.join() ?? ''}:${role ?? ''}:${limit}`,
      KEPT_SECONDS,
      () => this.read(query),
      () => this.copies.stamp(ACTIVITY_STAMP),
    );
  }

  private read({ limit, cursor, own = false, ...filter }: ActivityQuery): Promise<Page<ActivityView>> {
    return readPage(
      { limit, cursor },
      (after, count) => this.activities.list(filter, after, count),
      ({ at, id }) => ({ key: at, id }),
      own ? ownActivityView : activityView,
    );
  }
}
