import { EmbeddedRateLimiter } from '../../../src/adapters/embedded/embedded-rate-limiter.js';
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
