import { DomainError, isUnavailable } from '../../domain/errors.js';
import { announced, type AlertEvent } from '../../domain/insight/login-spike.js';
import { HOUR } from '../../domain/time/duration.js';
import type { JobData } from '../jobs.js';
import type { AlertRepository } from '../ports/alert-repository.js';
import type { Clock } from '../ports/clock.js';
import type { Webhook } from '../ports/webhook.js';
import type { AlertViews } from './alert-views.js';

/** What is older alarms nobody: a receiver that is away for good is not asked for ever. */
const WORTH_TELLING_MS = 24 * HOUR;

/** The job `alert-webhook`: tells the operator's systems of an alert, and that it is over. The queue tries it again. */
export class SendAlert {
  /** @param webhook nobody is told without it */
  constructor(
    private readonly alerts: AlertRepository,
    private readonly views: AlertViews,
    private readonly webhook: Webhook | undefined,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError as the webhook does; `alert-open` until it is resolved */
  async execute({ alertId, event }: JobData['alert-webhook']): Promise<void> {
    const alert = await this.alerts.get(alertId);
    if (this.webhook === undefined || alert === undefined || alert.announced.includes(event)) return;
    const at = event === 'opened' ? alert.startedAt : alert.resolvedAt;
    if (at === null) throw new DomainError('unavailable', 'alert-open', 'This alert is not resolved yet.');
    const data = await this.views.one(alert);
    try {
      await this.webhook.post({ id: `${alertId}:${event}`, type: `alert.${event}`, at, data });
    } catch (error) {
      // What is not to be tried again would be asked for with each look at the spike.
      const ends = !isUnavailable(error) || this.clock.now() - at > WORTH_TELLING_MS;
      if (ends) await this.note(alertId, event);
      throw error;
    }
    await this.note(alertId, event);
  }

  private async note(alertId: string, event: AlertEvent): Promise<void> {
    await this.alerts.update(alertId, (stored) => announced(stored, event));
  }
}
