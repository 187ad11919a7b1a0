import { EmbeddedCache } from '../../../src/adapters/embedded/embedded-cache.js';
import { cacheContract } from '../../contracts/cache.contract.js';
import { manualTime } from '../../contracts/passing-time.js';
import { ManualClock } from '../../manual-clock.js';

cacheContract('memory', () => {
  const clock = new ManualClock('2026-11-21T10:00:00Z');
  return Promise.resolve({ port: new EmbeddedCache(clock), close: () => Promise.resolve(), ...manualTime(clock) });
});
