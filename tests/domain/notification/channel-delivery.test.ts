import { expect } from 'chai';
import { awaitsAttempt, noteFailed, noteSent } from '../../../src/domain/notification/channel-delivery.js';

describe('The delivery by a channel', () => {
  const NOW = Date.parse('2026-11-21T10:00:00Z');

  it('makes each attempt once, in order', () => {
    expect(awaitsAttempt(undefined, 1)).to.equal(true);
    const once = noteFailed(undefined, 1, 'busy', false);
    expect(once).to.deep.equal({ status: 'pending', attempts: 1, lastError: 'busy', sentAt: null });
    expect([1, 2].map((attempt) => awaitsAttempt(once, attempt))).to.deep.equal([false, true]);
    expect(noteSent(once, 2, NOW)).to.deep.equal({ status: 'sent', attempts: 2, lastError: 'busy', sentAt: NOW });
  });

  it('ends when it is sent, refused, or out of attempts', () => {
    const sent = noteSent(undefined, 1, NOW);
    const dead = noteFailed(undefined, 1, 'refused', true);
    expect(dead).to.include({ status: 'dead', lastError: 'refused' });
    for (const over of [sent, dead]) expect(awaitsAttempt(over, 2)).to.equal(false);
  });

  it('stays sent, whatever a doubled attempt says', () => {
    const sent = noteSent(undefined, 1, NOW);
    expect(noteFailed(sent, 1, 'busy', false)).to.equal(sent);
    expect(noteSent(noteFailed(undefined, 1, 'busy', true), 1, NOW).status).to.equal('sent');
  });
});
