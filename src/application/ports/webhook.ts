import type { Instant } from '../../domain/time/instant.js';

export interface WebhookEvent {
  /** The same event, sent again, has the same id: receivers drop what they know. */
  readonly id: string;
  readonly type: 'notification.created' | 'alert.opened' | 'alert.resolved';
  /** When it happened. */
  readonly at: Instant;
  /** As clients see it. */
  readonly data: object;
}

/** The operator's own systems. What they are told is signed: Standard Webhooks, https://www.standardwebhooks.com */
export interface Webhook {
  /** Resolves when it was taken. @throws DomainError `unavailable`, or `webhook-refused`: this event never will be */
  post(event: WebhookEvent): Promise<void>;
}
