import { expect } from 'chai';
import fc from 'fast-check';
import { retryPause } from '../../../src/domain/notification/retry-policy.js';

const settings = { ackTimeout: 5, retryBase: 10, maxAttempts: 8 };
const DAY = 86_400_000;

describe('The pause before a retry', () => {
  it('is the base, doubled with each attempt, and up to half as much again', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 12 }), (id, attempts) => {
        const pause = 10_000 * 2 ** (attempts - 1);
        expect(retryPause(id, attempts, settings)).to.be.within(pause, pause * 1.5);
      }),
    );
  });

  it('has the same answer to the same question', () => {
    expect(retryPause('n-1', 3, settings)).to.equal(retryPause('n-1', 3, settings));
  });

  it('spreads those that failed together', () => {
    const pauses = Array.from({ length: 1000 }, (_, index) => retryPause(`n-${index}`, 1, settings) - 10_000);
    for (const quarter of [0, 1, 2, 3]) {
      const [from, to] = [quarter * 1250, (quarter + 1) * 1250];
      expect(pauses.filter((pause) => pause >= from && pause < to).length).to.be.within(200, 300);
    }
  });

  it('stays finite however many attempts are allowed', () => {
    expect(retryPause('n-1', 10_000, settings)).to.be.within(DAY, DAY * 1.5);
  });
});
