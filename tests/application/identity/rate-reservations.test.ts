import { expect } from 'chai';
import fc from 'fast-check';
import { EmbeddedRateLimiter } from '../../../src/adapters/embedded/embedded-rate-limiter.js';
import { RateReservations } from '../../../src/application/identity/rate-reservations.js';
import type { RateLimit, RateLimiter } from '../../../src/application/ports/rate-limiter.js';
import { ManualClock } from '../../manual-clock.js';

describe('Reservations of a rate limit', () => {
  const LIMIT: RateLimit = { name: 'test', points: 3, seconds: 60 };
  const turns = async (count: number) => {
    for (let index = 0; index < count; index += 1) await Promise.resolve();
  };

  /** As far away as a server would be: each answer takes its own time. */
  class DistantLimiter implements RateLimiter {
    private readonly near = new EmbeddedRateLimiter(new ManualClock('2026-11-21T10:00:00Z'));
    private calls = 0;

    constructor(private readonly delays: readonly number[]) {}

    async take(limit: RateLimit, key: string) {
      const allowance = await this.near.take(limit, key);
      await turns(this.delays[(this.calls += 1) % this.delays.length] ?? 0);
      return allowance;
    }

    giveBack(limit: RateLimit, key: string): Promise<void> {
      return this.near.giveBack(limit, key);
    }

    clear(limit: RateLimit, key: string): Promise<void> {
      return this.near.clear(limit, key);
    }
  }

  const attempt = async (reservations: RateReservations, right: boolean, work: number) => {
    const { allowed } = await reservations.take(LIMIT, 'ada');
    if (!allowed) return 'refused';
    await turns(work);
    if (right) await reservations.giveBack(LIMIT, 'ada');
    else reservations.keep(LIMIT, 'ada');
    return right ? 'right' : 'wrong';
  };

  it('leave nobody waiting, let no wrong try too many in, and keep no right one out without reason', async () => {
    const tries = fc.array(fc.record({ right: fc.boolean(), start: fc.nat(40), work: fc.nat(20) }), { maxLength: 40 });
    const delays = fc.array(fc.nat(12), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(tries, delays, async (all, pauses) => {
        const reservations = new RateReservations(new DistantLimiter(pauses));
        const ends = await Promise.all(
          all.map(async ({ right, start, work }) => {
            await turns(start);
            return attempt(reservations, right, work);
          }),
        );
        const count = (end: string) => ends.filter((other) => other === end).length;
        const wrong = all.filter(({ right }) => !right).length;
        expect(count('wrong')).to.equal(Math.min(wrong, LIMIT.points));
        if (wrong < LIMIT.points) expect(count('refused')).to.equal(0);
      }),
      { numRuns: 300 },
    );
  });

  it('go on after the limiter failed', async () => {
    const limiter = new EmbeddedRateLimiter(new ManualClock('2026-11-21T10:00:00Z'));
    const take = limiter.take.bind(limiter);
    limiter.take = () => Promise.reject(new Error('away'));
    const reservations = new RateReservations(limiter);
    expect(await reservations.take(LIMIT, 'ada').catch(() => 'failed')).to.equal('failed');
    limiter.take = take;
    expect(await Promise.all([1, 2, 3, 4].map(() => attempt(reservations, false, 1)))).to.deep.equal([
      'wrong',
      'wrong',
      'wrong',
      'refused',
    ]);
  });
});
