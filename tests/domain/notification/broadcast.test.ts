import { expect } from 'chai';
import fc from 'fast-check';
import {
  begin,
  cancel,
  expire,
  pageSent,
  schedule,
  type Broadcast,
  type NewBroadcast,
  type UserPosition,
} from '../../../src/domain/notification/broadcast.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const HOUR = 3_600_000;
const YEAR = 366 * 24 * HOUR;

const wanted = (changes: Partial<NewBroadcast> = {}): NewBroadcast => ({
  id: 'b',
  userId: null,
  role: null,
  message: 'hello',
  expiresAt: null,
  createdBy: 'root',
  ...changes,
});
const toOne = (): Broadcast => schedule(wanted({ userId: 'ada' }), NOW);
const toMany = (changes: Partial<NewBroadcast> = {}): Broadcast => schedule(wanted(changes), NOW);
const at = (id: string): UserPosition => ({ createdAt: NOW, id });

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
    return 'nothing';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

describe('A broadcast', () => {
  it('is sent at once unless it has a time', () => {
    expect(toMany()).to.deep.include({ sendAt: NOW, status: 'scheduled', recipients: null, sent: 0, position: null });
    expect(toMany({ sendAt: NOW + HOUR }).sendAt).to.equal(NOW + HOUR);
  });

  it('has a time in the future, at most a year ahead', () => {
    for (const sendAt of [NOW + 1, NOW + YEAR]) expect(thrownBy(() => toMany({ sendAt }))).to.equal('nothing');
    for (const sendAt of [NOW - HOUR, NOW, NOW + YEAR + 1]) {
      expect(
        thrownBy(() => toMany({ sendAt })),
        String(sendAt - NOW),
      ).to.equal('invalid-send-at');
    }
  });

  it('expires after it is sent', () => {
    expect(thrownBy(() => toMany({ expiresAt: NOW + 1 }))).to.equal('nothing');
    expect(thrownBy(() => toMany({ expiresAt: NOW }))).to.equal('invalid-expiry');
    expect(thrownBy(() => toMany({ sendAt: NOW + HOUR, expiresAt: NOW + HOUR }))).to.equal('invalid-expiry');
  });

  it('has a message, not too long', () => {
    for (const message of ['', 'x'.repeat(2001)]) {
      expect(thrownBy(() => toMany({ message }))).to.equal('invalid-message');
    }
  });

  it('begins when its time has come, once', () => {
    const later = toMany({ sendAt: NOW + HOUR });
    expect(begin(later, 7, NOW + HOUR - 1)).to.equal(later);
    const begun = begin(later, 7, NOW + HOUR);
    expect(begun).to.deep.include({ status: 'sending', recipients: 7, startedAt: NOW + HOUR, finishedAt: null });
    expect(begin(begun, 9, NOW + 2 * HOUR)).to.equal(begun);
  });

  it('goes on page by page, and is sent with the last one', () => {
    const begun = begin(toMany(), 3, NOW);
    const first = pageSent(begun, { from: null, to: at('b'), sent: 2, last: false }, NOW + 1);
    expect(first).to.deep.include({ status: 'sending', sent: 2, position: at('b'), finishedAt: null });
    const second = pageSent(first, { from: at('b'), to: at('c'), sent: 1, last: true }, NOW + 2);
    expect(second).to.deep.include({ status: 'sent', sent: 3, position: at('c'), finishedAt: NOW + 2 });
  });

  it('is sent when nobody is left, or nobody was there', () => {
    const empty = { to: null, sent: 0, last: true };
    expect(pageSent(begin(toMany(), 0, NOW), { ...empty, from: null }, NOW).status).to.equal('sent');
    const begun = pageSent(begin(toMany(), 1, NOW), { from: null, to: at('a'), sent: 1, last: false }, NOW);
    expect(pageSent(begun, { ...empty, from: at('a') }, NOW)).to.deep.include({
      status: 'sent',
      sent: 1,
      position: at('a'),
    });
  });

  it('counts a page once, however many workers had it in hand', () => {
    const page = { from: null, to: at('a'), sent: 2 };
    for (const last of [false, true]) {
      const counted = pageSent(begin(toMany(), 2, NOW), { ...page, last }, NOW);
      expect(pageSent(counted, { ...page, last }, NOW)).to.equal(counted);
    }
    const one = pageSent(begin(toOne(), 1, NOW), { from: null, to: null, sent: 1, last: true }, NOW);
    expect(pageSent(one, { from: null, to: null, sent: 1, last: true }, NOW)).to.equal(one);
  });

  it('that is cancelled stays so, and tells how many have it', () => {
    const begun = begin(toMany(), 5, NOW);
    const cancelled = cancel(begun, NOW + 1);
    expect(cancelled).to.deep.include({ status: 'cancelled', finishedAt: NOW + 1 });
    expect(cancel(cancelled, NOW + 2)).to.equal(cancelled);
    const inHand = pageSent(cancelled, { from: null, to: at('b'), sent: 2, last: true }, NOW + 2);
    expect(inHand).to.deep.include({ status: 'cancelled', sent: 2, finishedAt: NOW + 1 });
    expect(begin(cancel(toMany(), NOW), 5, NOW).status).to.equal('cancelled');
  });

  it('cannot be cancelled once it is sent, nor once it is on its way to the only one it is for', () => {
    const sent = pageSent(begin(toMany(), 0, NOW), { from: null, to: null, sent: 0, last: true }, NOW);
    expect(thrownBy(() => cancel(sent, NOW))).to.equal('already-sent');
    expect(thrownBy(() => cancel(begin(toOne(), 1, NOW), NOW))).to.equal('already-sent');
    expect(cancel(toOne(), NOW).status).to.equal('cancelled');
  });

  it('expires, scheduled or under way, and not before', () => {
    const short = toMany({ expiresAt: NOW + HOUR });
    for (const broadcast of [short, begin(short, 5, NOW)]) {
      expect(expire(broadcast, NOW + HOUR - 1)).to.equal(broadcast);
      expect(expire(broadcast, NOW + HOUR)).to.deep.include({ status: 'expired', finishedAt: NOW + HOUR });
    }
    const cancelled = cancel(short, NOW);
    expect(expire(cancelled, NOW + HOUR)).to.equal(cancelled);
    expect(expire(toMany(), NOW + YEAR).status).to.equal('scheduled');
  });

  it('reaches everybody once, whatever pages are repeated or come late', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.array(fc.nat(40), { maxLength: 60 }), (recipients, choices) => {
        const users = Array.from({ length: recipients }, (_, index) => at(String(index)));
        const pageBehind = (from: UserPosition | null) => {
          const start = from === null ? 0 : Number(from.id) + 1;
          const page = users.slice(start, start + 4);
          return { from, to: page.at(-1) ?? null, sent: page.length, last: page.length < 4 };
        };
        let broadcast = begin(toMany(), recipients, NOW);
        const read = [pageBehind(null)];
        for (const choice of choices) {
          broadcast = pageSent(broadcast, read[choice % read.length]!, NOW);
          read.push(pageBehind(broadcast.position));
        }
        while (broadcast.status === 'sending') broadcast = pageSent(broadcast, pageBehind(broadcast.position), NOW);
        expect(broadcast.sent).to.equal(recipients);
      }),
    );
  });
});
