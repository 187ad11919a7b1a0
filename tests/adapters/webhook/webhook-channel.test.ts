import { createSecretKey } from 'node:crypto';
import { expect } from 'chai';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { SignedWebhook } from '../../../src/adapters/webhook/signed-webhook.js';
import { WebhookChannel } from '../../../src/adapters/webhook/webhook-channel.js';
import type { DomainError } from '../../../src/domain/errors.js';
import { notificationChannelContract } from '../../contracts/notification-channel.contract.js';
import { ManualClock } from '../../manual-clock.js';
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
      410: 'webhook-gone',
      429: 'webhook-unavailable',
      500: 'webhook-unavailable',
      504: 'webhook-unavailable',
    });
    expect(receiver.calls).to.have.length(9);
  });

  describe('when it is asked to wait', () => {
    // What is signed is believed for five minutes of the real time.
    let clock: ManualClock;
    let webhook: SignedWebhook;
    beforeEach(() => {
      clock = new ManualClock(new Date().toISOString());
      webhook = new SignedWebhook(url, KEY, clock);
    });
    const errorOf = (posting: Promise<void>) =>
      posting.then(
        () => undefined,
        (error: unknown) => {
          const { kind, code, details } = error as DomainError;
          return { kind, code, ...details };
        },
      );
    const ask = () => errorOf(webhook.post(event));
    const BUSY = { kind: 'unavailable', code: 'webhook-unavailable' };
    const RESTING = { kind: 'unavailable', code: 'receiver-resting' };

    for (const status of [429, 503]) {
      it(`leaves the receiver alone until then after ${status}`, async () => {
        receiver.answer = () => status;
        receiver.retryAfter = '60';
        expect(await ask()).to.deep.equal({ ...BUSY, askedPauseMs: 60_000 });
        receiver.answer = () => 204;
        clock.advance(59_000);
        expect(await ask()).to.deep.equal({ ...RESTING, askedPauseMs: 1_000 });
        expect(receiver.calls).to.have.length(1);
        clock.advance(1_000);
        expect(await ask()).to.equal(undefined);
        expect(receiver.taken).to.have.length(1);
      });
    }

    it('reads a date', async () => {
      receiver.answer = () => 503;
      receiver.retryAfter = new Date(clock.now() + 90_000).toUTCString();
      expect((await ask())?.askedPauseMs).to.be.within(89_000, 90_000);
      expect((await ask())?.code).to.equal('receiver-resting');
    });

    it('waits for no longer than a day', async () => {
      receiver.answer = () => 429;
      receiver.retryAfter = String(400 * 24 * 3_600);
      await ask();
      clock.advance(24 * 3_600_000 - 1);
      expect(await ask()).to.deep.equal({ ...RESTING, askedPauseMs: 1 });
      clock.advance(1);
      // It is asked, and finds the signature too far from its own time.
      expect((await ask())?.code).to.equal('webhook-refused');
    });

    it('asks again when it is told nothing that can be read, or something of what is no matter of waiting', async () => {
      for (const [status, retryAfter] of [
        [503, undefined],
        [429, 'soon'],
        [400, '60'],
      ] as const) {
        receiver.answer = () => status;
        receiver.retryAfter = retryAfter;
        await ask();
        await ask();
      }
      expect(receiver.calls).to.have.length(6);
    });

    it('asks no more when the receiver is gone, until it is started anew', async () => {
      receiver.answer = () => 410;
      expect(await ask()).to.deep.equal({ kind: 'invalid', code: 'webhook-gone' });
      receiver.answer = () => 204;
      clock.advance(60_000);
      expect(await ask()).to.deep.equal({ kind: 'invalid', code: 'webhook-gone' });
      expect(receiver.calls).to.have.length(1);
      expect(await post()).to.equal('taken');
    });
  });
});
