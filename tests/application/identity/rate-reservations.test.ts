import { expect } from 'chai';
import fc from 'fast-check';
import { EmbeddedRateLimiter } from '../../../src/adapters/embedded/embedded-rate-limiter.js';
import { RateReservations } from '../../../src/application/identity/rate-reservations.js';
import type { Cancel, Clock } from '../../../src/application/ports/clock.js';
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

    take(limit: RateLimit, key: string) {
      return this.near.take(limit, key);
    }

    async reserve(limit: RateLimit, key: string) {
      const reservation = await this.near.reserve(limit, key);
      await turns(this.delays[(this.calls += 1) % this.delays.length] ?? 0);
      return reservation;
    }

    keep(limit: RateLimit, key: string): Promise<void> {
      return this.near.keep(limit, key);
    }

    giveBack(limit: RateLimit, key: string): Promise<void> {
      return this.near.giveBack(limit, key);
    }

    clear(limit: RateLimit, key: string): Promise<void> {
      return this.near.clear(limit, key);
    }
  }

  /** Its time passes by itself, in turns. */
  class TurningClock implements Clock {
    now() {
      return 0;
    }

    after(milliseconds: number, run: () => void): Cancel {
      void turns(milliseconds).then(run);
      return () => undefined;
    }
  }

  const attempt = async (reservations: RateReservations, right: boolean, work: number) => {
    const { allowed } = await reservations.take(LIMIT, 'ada');
    if (!allowed) return 'refused';
    await turns(work);
    if (right) await reservations.giveBack(LIMIT, 'ada');
    else await reservations.keep(LIMIT, 'ada');
    return right ? 'right' : 'wrong';
  };

  it('of several processes leave nobody waiting, let no wrong try too many in, keep no right one out without reason', async () => {
    const tries = fc.array(
      fc.record({ right: fc.boolean(), process: fc.nat(2), start: fc.nat(40), work: fc.nat(20) }),
      { maxLength: 40 },
    );
    const delays = fc.array(fc.nat(12), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(tries, delays, async (all, pauses) => {
        const limiter = new DistantLimiter(pauses);
        const processes = [1, 2, 3].map(() => new RateReservations(limiter, new TurningClock()));
        const ends = await Promise.all(
          all.map(async ({ right, process, start, work }) => {
            await turns(start);
            return attempt(processes[process]!, right, work);
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
    const reserve = limiter.reserve.bind(limiter);
    limiter.reserve = () => Promise.reject(new Error('away'));
    const reservations = new RateReservations(limiter, new TurningClock());
    expect(await reservations.take(LIMIT, 'ada').catch(() => 'failed')).to.equal('failed');
    limiter.reserve = reserve;
    expect(await Promise.all([1, 2, 3, 4].map(() => attempt(reservations, false, 1)))).to.deep.equal([
      'wrong',
      'wrong',
      'wrong',
      'refused',
    ]);
  });
});
