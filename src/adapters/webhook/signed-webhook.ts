import type { KeyObject } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import type { Clock } from '../../application/ports/clock.js';
import type { Webhook, WebhookEvent } from '../../application/ports/webhook.js';
import { DomainError, pauseAfter, type ErrorDetails } from '../../domain/errors.js';
import { toIso, type Instant } from '../../domain/time/instant.js';
import { pauseAsked } from './retry-after.js';

const PATIENCE_MS = 5000;
/** Request timeout and too many requests: the two of 4xx that may pass. */
const PASSING = [408, 429];
const GONE = 410;

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
}

/**
 * Posts events as JSON to one address, signed by Standard Webhooks. Follows no redirection. Its receiver is left alone for
 * as long as it asks, and for good when it is gone; each process hears that for itself.
 */
export class SignedWebhook implements Webhook {
  private readonly signer: Signer;
  private restsUntil: Instant = -Infinity;
  /** Until the service is started anew: somebody may have put the address right. */
  private gone = false;

  constructor(
    private readonly url: string,
    secret: KeyObject,
    private readonly clock: Clock,
  ) {
    this.signer = new Signer(secret.export(), { format: 'raw' });
  }

  async post({ id, type, at, data }: WebhookEvent): Promise<void> {
    if (this.gone) throw goneForGood();
    this.requireAwake();
    const body = JSON.stringify({ type, timestamp: toIso(at), data });
    const { status, retryAfter } = await this.answerTo(body, this.headers(id, body));
    if (status >= 200 && status < 300) return;
    if (status >= 500 || PASSING.includes(status)) throw this.busy(status, retryAfter);
    this.gone ||= status === GONE;
    throw this.gone ? goneForGood() : new DomainError('invalid', 'webhook-refused', `The webhook answered ${status}.`);
  }

  private requireAwake(): void {
    const askedPauseMs = this.restsUntil - this.clock.now();
    if (askedPauseMs <= 0) return;
    const message = `The webhook wants to be left alone until ${toIso(this.restsUntil)}.`;
    throw new DomainError('unavailable', 'receiver-resting', message, { askedPauseMs });
  }

  private busy(status: number, retryAfter: string | null): DomainError {
    const now = this.clock.now();
    const error = away(`it answered ${status}`, { askedPauseMs: pauseAsked(retryAfter, now) });
    this.restsUntil = Math.max(this.restsUntil, now + pauseAfter(error, 0));
    return error;
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

  private async answerTo(body: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(this.url, { method: 'POST', redirect: 'manual', headers, body, signal });
      // Nothing in it is of interest, and unread it would hold the connection.
      await response.body?.cancel();
      return { status: response.status, retryAfter: response.headers.get('retry-after') };
    } catch (cause) {
      throw away('it did not answer', {}, { cause });
    }
  }
}

function away(reason: string, details: ErrorDetails, options?: ErrorOptions): DomainError {
  return new DomainError('unavailable', 'webhook-unavailable', `The webhook is away: ${reason}.`, details, options);
}

/** Standard Webhooks, "Delivery success and failure": disable the endpoint, and stop sending it messages. */
function goneForGood(): DomainError {
  const message = `The webhook answered ${GONE}: it is not asked again until the service is started anew.`;
  return new DomainError('invalid', 'webhook-gone', message);
}
