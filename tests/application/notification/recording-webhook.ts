import type { Webhook, WebhookEvent } from '../../../src/application/ports/webhook.js';
import { DomainError } from '../../../src/domain/errors.js';

/** What the operator's systems were told; away, or failing otherwise, at will. */
export class RecordingWebhook implements Webhook {
  readonly events: WebhookEvent[] = [];
  away = false;
  failure: DomainError | undefined;

  post(event: WebhookEvent): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.away) return Promise.reject(new DomainError('unavailable', 'webhook-unavailable', 'It is away.'));
    this.events.push(event);
    return Promise.resolve();
  }
}
