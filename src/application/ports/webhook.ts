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
  /**
   * Resolves when it was taken.
   * @throws DomainError `unavailable`, with `askedPauseMs` if the receiver said for how long; `receiver-resting` is one
   * for which it was not asked, since that time is not over. `webhook-refused`: this event never will be taken;
   * `webhook-gone`: none will be, and it is not asked again.
   */
  post(event: WebhookEvent): Promise<void>;
}
