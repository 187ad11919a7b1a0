import { readPage, type Page, type PageRequest } from '../paging.js';
import type { AlertRepository } from '../ports/alert-repository.js';
import type { AlertView, AlertViews } from './alert-views.js';

/** Alerts on spikes of failed logins, newest first. */
export class ListAlerts {
  constructor(
    private readonly alerts: AlertRepository,
    private readonly views: AlertViews,
  ) {}

  /** @throws DomainError `invalid-cursor` */
  async execute(request: PageRequest): Promise<Page<AlertView>> {
    const { items, nextCursor } = await readPage(
      request,
      (after, limit) => this.alerts.list(after, limit),
      ({ startedAt, id }) => ({ key: startedAt, id }),
      (alert) => alert,
    );
    return { items: await this.views.all(items), nextCursor };
  }
}
