import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../src/domain/errors.js';
import {
  acknowledge,
  discard,
  draft,
  expireAttempt,
  isDue,
  markRead,
  noteAttempt,
  park,
  recall,
  replayAsked,
  requeue,
  type Notification,
} from '../../../src/domain/notification/notification.js';
import type { DeliverySettings } from '../../../src/domain/notification/retry-policy.js';

const settings: DeliverySettings = { ackTimeout: 5, retryBase: 10, maxAttempts: 3 };
const START = Date.parse('2026-11-21T10:00:00Z');
const SECOND = 1000;

const fresh: Notification = {
  ...draft({
    id: 'n-1',
    userId: 'ada',
    key: null,
    type: 'message',
    message: 'drink',
    published: false,
    createdAt: START,
    expiresAt: null,
  }),
  sequence: 1,
};

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'none';
};

/** The notification after so many attempts that nobody acknowledged, and the instant of the last expiry. */
function unacknowledged(attempts: number): { readonly notification: Notification; readonly now: number } {
  let [notification, now] = [fresh, START];
  for (let count = 0; count < attempts; count += 1) {
    notification = noteAttempt(notification, now, settings);
    now += settings.ackTimeout * SECOND;
    notification = expireAttempt(notification, now, settings);
    now = notification.dueAt ?? now;
  }
  return { notification, now };
}

describe('A notification', () => {
  it('starts out pending, unread, with no attempt, and due at once', () => {
    expect(fresh).to.include({ status: 'pending', attempts: 0, readAt: null, deliveredAt: null });
    expect(isDue(fresh, START)).to.equal(true);
  });

  it('has a message of 1 to 2000 characters, however many units those take', () => {
    const codeFor = (message: string): string => codeOf(() => draft({ ...fresh, message }));
    expect(codeFor('')).to.equal('invalid-message');
    expect(codeFor('💧'.repeat(2000))).to.equal('none');
    expect(codeFor('💧'.repeat(2001))).to.equal('invalid-message');
  });

  it('has a message that shows something, and keeps it as it came', () => {
    for (const message of [' ', '\n\t ', '\u00a0\u2003\u3000']) {
      expect(codeOf(() => draft({ ...fresh, message }))).to.equal('invalid-message');
    }
    expect(draft({ ...fresh, message: ' drink\n' }).message).to.equal(' drink\n');
  });

  it('expires in the future, if at all', () => {
    const codeFor = (expiresAt: number | null): string => codeOf(() => draft({ ...fresh, expiresAt }));
    expect([codeFor(null), codeFor(START + 1), codeFor(START)]).to.deep.equal(['none', 'none', 'invalid-expiry']);
  });

  it('is not sent any more once it is recalled; that changes none that was delivered or has expired', () => {
    const recalled = recall(fresh, START + SECOND);
    expect(isDue(recalled, START + SECOND)).to.equal(false);
    expect(recall(recalled, START + 2 * SECOND)).to.equal(recalled);
    const delivered = acknowledge(fresh, START);
    expect(recall(delivered, START + SECOND)).to.equal(delivered);
  });

  it('can be acknowledged when it is recalled behind an attempt, and is not tried again otherwise', () => {
    const sent = recall(noteAttempt(fresh, START, settings), START + SECOND);
    expect(acknowledge(sent, START + 2 * SECOND)).to.include({ status: 'delivered' });
    const failed = expireAttempt(sent, START + 5 * SECOND, settings);
    expect(park(failed, failed.dueAt ?? 0)).to.include({ status: 'failed', dueAt: null });
  });

  it('is not sent any more once it has expired, and waits for no time', () => {
    const short = { ...fresh, expiresAt: START + SECOND };
    expect(isDue(short, START + SECOND - 1)).to.equal(true);
    expect(isDue(short, START + SECOND)).to.equal(false);
    expect(noteAttempt(short, START, settings).attempts).to.equal(1);
    expect(codeOf(() => noteAttempt(short, START + SECOND, settings))).to.equal('no-attempt');
    expect(requeue(short, START + SECOND)).to.equal(short);
    expect(park({ ...short, dueAt: START + SECOND }, START + SECOND).dueAt).to.equal(null);
  });

  it('is leased by an attempt until its acknowledgement is overdue', () => {
    const leased = noteAttempt(fresh, START, settings);
    expect(leased).to.include({ status: 'pending', attempts: 1, attemptExpiresAt: START + 5 * SECOND });
    expect(leased.dueAt).to.equal(leased.attemptExpiresAt);
    expect(isDue(leased, START)).to.equal(false);
    expect(codeOf(() => noteAttempt(leased, START + SECOND, settings))).to.equal('no-attempt');
  });

  it('is delivered by the first acknowledgement, and the second changes nothing', () => {
    const delivered = acknowledge(noteAttempt(fresh, START, settings), START + SECOND);
    expect(delivered).to.include({ status: 'delivered', deliveredAt: START + SECOND, dueAt: null });
    expect(delivered.attemptExpiresAt).to.equal(null);
    expect(acknowledge(delivered, START + 2 * SECOND)).to.equal(delivered);
    expect(codeOf(() => noteAttempt(delivered, START, settings))).to.equal('no-attempt');
  });

  it('is delivered by a late acknowledgement too, failed or dead', () => {
    for (const attempts of [1, 3]) {
      const { notification, now } = unacknowledged(attempts);
      expect(acknowledge(notification, now)).to.include({ status: 'delivered', deliveredAt: now });
    }
  });

  it('fails when the attempt expires, not before, and is due again after a pause', () => {
    const leased = noteAttempt(fresh, START, settings);
    expect(expireAttempt(leased, START + 5 * SECOND - 1, settings)).to.equal(leased);
    const failed = expireAttempt(leased, START + 5 * SECOND, settings);
    expect(failed).to.include({ status: 'failed', attempts: 1, attemptExpiresAt: null });
    expect(failed.lastError).to.equal('no acknowledgement in 5 s');
    expect(failed.dueAt).to.be.within(START + 15 * SECOND, START + 20 * SECOND);
    expect(isDue(failed, failed.dueAt! - 1)).to.equal(false);
    expect(isDue(failed, failed.dueAt!)).to.equal(true);
  });

  it('is dead after the last attempt, and nothing more is tried by itself', () => {
    const { notification, now } = unacknowledged(3);
    expect(notification).to.include({ status: 'dead', attempts: 3, dueAt: null });
    expect(isDue(notification, now)).to.equal(false);
    expect(codeOf(() => noteAttempt(notification, now, settings))).to.equal('no-attempt');
  });

  it('is asked for once a pause, not at every look', () => {
    const { notification, now } = unacknowledged(1);
    const asked = replayAsked(notification, now, settings);
    expect(asked.dueAt).to.be.greaterThan(now);
    expect(replayAsked(asked, now, settings)).to.equal(asked);
    expect(noteAttempt(asked, now, settings).attempts).to.equal(2);
  });

  it('is left alone by a replay and by parking while an attempt runs', () => {
    const leased = noteAttempt(fresh, START, settings);
    expect(replayAsked(leased, START + 9 * SECOND, settings)).to.equal(leased);
    expect(park(leased, START + 9 * SECOND)).to.equal(leased);
  });

  it('waits for a connection, and no longer for a time, once parked', () => {
    const { notification, now } = unacknowledged(1);
    const parked = park(notification, now);
    expect(parked).to.include({ status: 'failed', attempts: 1, dueAt: null });
    expect(isDue(parked, now)).to.equal(true);
  });

  it('is due at once when requeued, and starts anew if it was dead', () => {
    expect(requeue(fresh, START)).to.include({ status: 'pending', attempts: 0, dueAt: START });
    const failed = unacknowledged(2);
    expect(requeue(failed.notification, START)).to.include({ status: 'failed', attempts: 2, dueAt: START });
    const dead = unacknowledged(3);
    expect(requeue(dead.notification, START)).to.include({ status: 'failed', attempts: 0, dueAt: START });
  });

  it('is not requeued when delivered or while an attempt runs', () => {
    const leased = noteAttempt(fresh, START, settings);
    expect(requeue(leased, START)).to.equal(leased);
    const delivered = acknowledge(fresh, START);
    expect(requeue(delivered, START)).to.equal(delivered);
  });

  it('is read when it was read first', () => {
    const read = markRead(fresh, START);
    expect(read.readAt).to.equal(START);
    expect(markRead(read, START + SECOND)).to.equal(read);
  });

  it('never has more attempts than allowed, nor anything due once delivered, whatever happens in whatever order', () => {
    const steps: readonly ((notification: Notification, now: number) => Notification)[] = [
      (notification, now) => noteAttempt(notification, now, settings),
      (notification, now) => expireAttempt(notification, now, settings),
      (notification, now) => replayAsked(notification, now, settings),
      park,
      requeue,
      acknowledge,
      markRead,
      discard,
    ];
    const plan = fc.array(fc.record({ step: fc.nat(steps.length - 1), pause: fc.nat(30 * SECOND) }), { maxLength: 60 });
    fc.assert(
      fc.property(plan, (moves) => {
        let [notification, now] = [fresh, START];
        for (const { step, pause } of moves) {
          now += pause;
          const wasDelivered = notification.status === 'delivered';
          try {
            notification = steps[step]!(notification, now);
          } catch (error) {
            expect((error as DomainError).code).to.equal('no-attempt');
          }
          expect(notification.attempts).to.be.at.most(settings.maxAttempts);
          expect(notification.status === 'delivered').to.equal(notification.deliveredAt !== null);
          if (wasDelivered)
            expect(notification).to.include({ status: 'delivered', dueAt: null, attemptExpiresAt: null });
          if (notification.attemptExpiresAt !== null)
            expect(notification.dueAt).to.equal(notification.attemptExpiresAt);
        }
      }),
    );
  });
});
