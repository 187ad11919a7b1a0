import { expect } from 'chai';
import {
  awaitsAttempt,
  handedOver,
  noteFailed,
  noteSent,
  putOff,
} from '../../../src/domain/notification/channel-delivery.js';

describe('The delivery by a channel', () => {
  const NOW = Date.parse('2026-11-21T10:00:00Z');

  it('makes each attempt once, in order', () => {
    expect(awaitsAttempt(undefined, 1)).to.equal(true);
    const once = noteFailed(undefined, 1, 'busy', NOW);
    expect(once).to.deep.equal({ status: 'pending', attempts: 1, lastError: 'busy', sentAt: null, dueAt: NOW });
    expect([1, 2].map((attempt) => awaitsAttempt(once, attempt))).to.deep.equal([false, true]);
    const sent = { status: 'sent', attempts: 2, lastError: 'busy', sentAt: NOW, dueAt: null };
    expect(noteSent(once, 2, NOW)).to.deep.equal(sent);
  });

  it('ends when it is sent, refused, or out of attempts', () => {
    const sent = noteSent(undefined, 1, NOW);
    const dead = noteFailed(undefined, 1, 'refused', null);
    expect(dead).to.include({ status: 'dead', lastError: 'refused' });
    for (const over of [sent, dead]) expect(awaitsAttempt(over, 2)).to.equal(false);
  });

  it('is put off, or given up, only while an attempt follows', () => {
    const pending = handedOver(NOW);
    expect(putOff(pending, NOW + 1)).to.deep.equal({ ...pending, dueAt: NOW + 1 });
    expect(putOff(pending, null)).to.include({ status: 'dead', attempts: 0, dueAt: null });
    const sent = noteSent(pending, 1, NOW);
    expect(putOff(sent, NOW + 1)).to.equal(sent);
  });

  it('stays sent, whatever a doubled attempt says', () => {
    const sent = noteSent(undefined, 1, NOW);
    expect(noteFailed(sent, 1, 'busy', NOW)).to.equal(sent);
    expect(noteSent(noteFailed(undefined, 1, 'busy', null), 1, NOW).status).to.equal('sent');
  });
});
