import { readPage, type Page, type PageRequest } from '../paging.js';
import type { BroadcastRepository } from '../ports/broadcast-repository.js';
import { scheduledView, type ScheduledView } from './scheduled-view.js';

/** The messages that a user has scheduled and whose time has not come, newest first. */
export class ListScheduled {
  constructor(private readonly broadcasts: BroadcastRepository) {}

  /** @throws DomainError `invalid-cursor` */
  async execute({ userId, ...request }: PageRequest & { readonly userId: string }): Promise<Page<ScheduledView>> {
    return readPage(
      request,
      (after, limit) => this.broadcasts.scheduledBy(userId, after, limit),
      ({ createdAt, id }) => ({ key: createdAt, id }),
      scheduledView,
    );
  }
}
