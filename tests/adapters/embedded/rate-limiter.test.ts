import { expect } from 'chai';
import { EmbeddedRateLimiter } from '../../../src/adapters/embedded/embedded-rate-limiter.js';
import { UNDECIDED_SECONDS, type RateLimit } from '../../../src/application/ports/rate-limiter.js';
import { manualTime } from '../../contracts/passing-time.js';
import { rateLimiterContract } from '../../contracts/rate-limiter.contract.js';
import { ManualClock } from '../../manual-clock.js';

rateLimiterContract('memory', () => {
  const clock = new ManualClock('2026-11-21T10:00:00Z');
  return Promise.resolve({
    port: new EmbeddedRateLimiter(clock),
    close: () => Promise.resolve(),
    ...manualTime(clock),
  });
});

describe('EmbeddedRateLimiter', () => {
  it('waits no longer than agreed for what nobody decides, and then keeps it', async () => {
    const clock = new ManualClock('2026-11-21T10:00:00Z');
    const limiter = new EmbeddedRateLimiter(clock);
    const one: RateLimit = { name: 'login', points: 1, seconds: 900 };
    await limiter.reserve(one, 'ann');
    clock.advance(UNDECIDED_SECONDS * 1000 - 1);
    expect(await limiter.reserve(one, 'ann')).to.include({ allowed: false, undecided: true });
    clock.advance(1);
    expect(await limiter.reserve(one, 'ann')).to.include({ allowed: false, undecided: false });
  });
});
