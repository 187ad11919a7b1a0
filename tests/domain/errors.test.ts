import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError, pauseAfter } from '../../src/domain/errors.js';

describe('The pause after an error', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const busy = (askedPauseMs?: number) =>
    new DomainError('unavailable', 'busy', 'Busy.', askedPauseMs === undefined ? {} : { askedPauseMs });

  it('is that of the policy, unless a longer one was asked for', () => {
    expect(
      [busy(), busy(0), busy(999), new Error('busy'), 'busy'].map((error) => pauseAfter(error, 1000)),
    ).to.deep.equal([1000, 1000, 1000, 1000, 1000]);
    expect(pauseAfter(busy(1001), 1000)).to.equal(1001);
  });

  it('is never shorter than that of the policy, nor longer than a day because somebody asks for it', () => {
    const milliseconds = fc.integer({ min: 0, max: 100 * DAY_MS });
    const asked = fc.oneof(milliseconds, fc.constant(Infinity));
    fc.assert(
      fc.property(milliseconds, asked, (ofPolicy, askedPauseMs) => {
        const pause = pauseAfter(busy(askedPauseMs), ofPolicy);
        expect(pause).to.be.within(ofPolicy, Math.max(ofPolicy, DAY_MS));
        expect(pause).to.be.at.least(Math.min(askedPauseMs, DAY_MS));
      }),
    );
  });
});
