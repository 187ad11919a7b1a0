import { createSecretKey } from 'node:crypto';
import { expect } from 'chai';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { SignedWebhook } from '../../../src/adapters/webhook/signed-webhook.js';
import { WebhookChannel } from '../../../src/adapters/webhook/webhook-channel.js';
import type { DomainError } from '../../../src/domain/errors.js';
import { notificationChannelContract } from '../../contracts/notification-channel.contract.js';
import { WebhookReceiver } from './webhook-receiver.js';

const KEY = createSecretKey(Buffer.from(WebhookReceiver.SECRET.slice('whsec_'.length), 'base64'));
const ANSWERS = { taken: 204, busy: 503, refused: 404 } as const;

notificationChannelContract('a signed webhook', async () => {
  const receiver = new WebhookReceiver();
  return {
    port: new WebhookChannel(new SignedWebhook(await receiver.open(), KEY, new SystemClock())),
    received: () => receiver.taken.map(({ id, event }) => ({ id, text: JSON.stringify(event) })),
    answer: (how) => {
      receiver.answer = () => ANSWERS[how];
    },
    leave: () => receiver.close(),
    close: () => receiver.close(),
  };
});

describe('SignedWebhook', () => {
  let receiver: WebhookReceiver;
  let url: string;
  beforeEach(async () => {
    receiver = new WebhookReceiver();
    url = await receiver.open();
  });
  afterEach(() => receiver.close());

  const event = {
    id: 'a-1',
    type: 'alert.opened',
    at: Date.parse('2026-11-21T10:00:00Z'),
    data: { failures: 30 },
  } as const;
  const post = (key = KEY) =>
    new SignedWebhook(url, key, new SystemClock()).post(event).then(
      () => 'taken',
      (error: unknown) => (error as DomainError).code,
    );

  it('says what happened, when, and to what', async () => {
    expect(await post()).to.equal('taken');
    const [call] = receiver.taken;
    expect(call?.event).to.deep.equal({
      type: 'alert.opened',
      timestamp: '2026-11-21T10:00:00.000Z',
      data: { failures: 30 },
    });
    expect(call?.headers).to.deep.include({ 'webhook-id': 'a-1', 'content-type': 'application/json' });
  });

  it('is believed only by who shares the secret', async () => {
    expect(await post(createSecretKey(Buffer.alloc(32, 8)))).to.equal('webhook-refused');
    expect(receiver.calls).to.deep.equal([]);
  });

  it('tries again later what may pass, and nothing else', async () => {
    const codes: Record<number, string> = {};
    for (const status of [200, 302, 307, 400, 408, 410, 429, 500, 504]) {
      receiver.answer = () => status;
      codes[status] = await post();
    }
    expect(codes).to.deep.equal({
      200: 'taken',
      302: 'webhook-refused',
      307: 'webhook-refused',
      400: 'webhook-refused',
      408: 'webhook-unavailable',
      410: 'webhook-refused',
      429: 'webhook-unavailable',
      500: 'webhook-unavailable',
      504: 'webhook-unavailable',
    });
    expect(receiver.calls).to.have.length(9);
  });
});
