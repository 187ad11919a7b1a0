import type { KeyObject } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import type { Clock } from '../../application/ports/clock.js';
import type { Webhook, WebhookEvent } from '../../application/ports/webhook.js';
import { DomainError } from '../../domain/errors.js';
import { toIso } from '../../domain/time/instant.js';

const PATIENCE_MS = 5000;
/** Request timeout and too many requests: the two of 4xx that may pass. */
const PASSING = [408, 429];

/** Posts events as JSON to one address, signed by Standard Webhooks. Follows no redirection. */
export class SignedWebhook implements Webhook {
  private readonly signer: Signer;

  constructor(
    private readonly url: string,
    secret: KeyObject,
    private readonly clock: Clock,
  ) {
    this.signer = new Signer(secret.export(), { format: 'raw' });
  }

  async post({ id, type, at, data }: WebhookEvent): Promise<void> {
    const body = JSON.stringify({ type, timestamp: toIso(at), data });
    const status = await this.statusOf(body, this.headers(id, body));
    if (status >= 200 && status < 300) return;
    if (status >= 500 || PASSING.includes(status)) throw away(`it answered ${status}`);
    throw new DomainError('invalid', 'webhook-refused', `The webhook answered ${status}.`);
  }

  private headers(id: string, body: string): Readonly<Record<string, string>> {
    const now = this.clock.now();
    return {
      'content-type': 'application/json',
      'user-agent': 'Streakline',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': this.signer.sign(id, new Date(now), body),
    };
  }

  private async statusOf(body: string, headers: Readonly<Record<string, string>>): Promise<number> {
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(this.url, { method: 'POST', redirect: 'manual', headers, body, signal });
      // Nothing in it is of interest, and unread it would hold the connection.
      await response.body?.cancel();
      return response.status;
    } catch (error) {
      throw away('it did not answer', error);
    }
  }
}

function away(reason: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'webhook-unavailable', `The webhook is away: ${reason}.`, {}, { cause });
}
