import type { AlertEvent, LoginAlert } from '../../domain/insight/login-spike.js';
import type { JobQueue } from '../ports/job-queue.js';
import type { Webhook } from '../ports/webhook.js';

/** Has the operator's systems told of an alert, or that it is over, unless they were. */
export class AnnounceAlert {
  /** @param webhook nobody is told without it */
  constructor(
    private readonly jobs: JobQueue,
    private readonly webhook: Webhook | undefined,
  ) {}

  /** However often it is asked for, it waits once. @throws DomainError `unavailable` */
  async execute({ id: alertId, announced }: LoginAlert, event: AlertEvent): Promise<void> {
    if (this.webhook === undefined || announced.includes(event)) return;
    await this.jobs.add({ name: 'alert-webhook', data: { alertId, event } }, { key: `${alertId}:${event}` });
  }
}
