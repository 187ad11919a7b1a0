import type { Page, PageRequest } from '../paging.js';
import type { ActivityFilter } from '../ports/activity-log.js';
import type { ActivityView } from './activity-view.js';
import type { ListActivity } from './list-activity.js';
import type { Look, NoteLook } from './note-look.js';

export type ActivityLook = Omit<Look, 'userId'> & ActivityFilter;

/** Activity as administrators look it up; if it is that of one user, the user can see who did. */
export class ViewActivity {
  constructor(
    private readonly listActivity: ListActivity,
    private readonly noteLook: NoteLook,
  ) {}

  /** @returns what gives the pages of it, and throws DomainError `invalid-cursor` */
  async execute({
    administrator,
    ip,
    userAgent,
    ...filter
  }: ActivityLook): Promise<(request: PageRequest) => Promise<Page<ActivityView>>> {
    const { userId } = filter;
    if (userId !== undefined) {
      await this.noteLook.execute({ administrator, userId, ip, userAgent }, { viewed: 'activity' });
    }
    return (request) => this.listActivity.execute({ ...filter, ...request });
  }
}
