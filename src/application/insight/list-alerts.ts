import { readPage, type Page, type PageRequest } from '../paging.js';
import type { AlertRepository } from '../ports/alert-repository.js';
import { alertView, type AlertView } from './alert-view.js';

/** Alerts on spikes of failed logins, newest first. */
export class ListAlerts {
  constructor(private readonly alerts: AlertRepository) {}

  /** @throws DomainError `invalid-cursor` */
  execute(request: PageRequest): Promise<Page<AlertView>> {
    return readPage(
      request,
      (after, limit) => this.alerts.list(after, limit),
      ({ startedAt, id }) => ({ key: startedAt, id }),
      alertView,
    );
  }
}
