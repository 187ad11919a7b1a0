import { expect } from 'chai';
import type { Allowance, RateLimit, RateLimiter, Reservation } from '../../src/application/ports/rate-limiter.js';
import type { OpenedInTime } from './passing-time.js';

const FIVE: RateLimit = { name: 'login', points: 5, seconds: 900 };
const BRIEF: RateLimit = { name: 'brief', points: 1, seconds: 1 };

export function rateLimiterContract(adapter: string, open: () => Promise<OpenedInTime<RateLimiter>>): void {
  describe(`RateLimiter on ${adapter}`, () => {
    let opened: OpenedInTime<RateLimiter>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(async () => {
      await opened.close();
    });

    const takes = (count: number, limit = FIVE, key = 'ann'): Promise<Allowance[]> =>
      Promise.all(Array.from({ length: count }, () => opened.port.take(limit, key)));
    const reserves = (count: number): Promise<Reservation[]> =>
      Promise.all(Array.from({ length: count }, () => opened.port.reserve(FIVE, 'ann')));
    const allowedOf = (allowances: readonly Allowance[]) => allowances.filter((allowance) => allowance.allowed).length;

    it('says how many are left and when the window ends', async () => {
      const first = await opened.port.take(FIVE, 'ann');
      expect(first).to.deep.include({ allowed: true, remaining: 4 });
      expect(first.resetAfter).to.be.within(899, 900);
      await takes(4);
      const refused = await opened.port.take(FIVE, 'ann');
      expect(refused).to.deep.include({ allowed: false, remaining: 0 });
      expect(refused.resetAfter).to.be.within(895, 900);
    });

    it('allows exactly its points of many parallel takes', async () => {
      expect(allowedOf(await takes(40))).to.equal(5);
    });

    it('counts each key and each limit for itself', async () => {
      await takes(6);
      expect((await opened.port.take(FIVE, 'bob')).allowed).to.equal(true);
      expect((await opened.port.take({ ...FIVE, name: 'register' }, 'ann')).allowed).to.equal(true);
    });

    it('counts what is reserved with what is taken, and says so too', async () => {
      await takes(3);
      const [fourth, ...others] = await reserves(9);
      expect(fourth).to.deep.include({ allowed: true, remaining: 1 });
      expect(fourth!.resetAfter).to.be.within(899, 900);
      expect(allowedOf(others)).to.equal(1);
      expect((await opened.port.take(FIVE, 'ann')).allowed).to.equal(false);
    });

    it('gives a try back as if it had not been taken, also after refused ones', async () => {
      await reserves(12);
      await opened.port.giveBack(FIVE, 'ann');
      expect(allowedOf(await takes(3))).to.equal(1);
    });

    it('never gives more back than was taken', async () => {
      await opened.port.giveBack(FIVE, 'ann');
      await opened.port.reserve(FIVE, 'ann');
      await opened.port.giveBack(FIVE, 'ann');
      await opened.port.giveBack(FIVE, 'ann');
      expect(allowedOf(await takes(12))).to.equal(5);
    });

    it('says of a refused try whether one before it may still be given back', async () => {
      await takes(3);
      await reserves(2);
      const undecided = async () => (await reserves(1)).map(({ allowed, undecided }) => ({ allowed, undecided }));
      expect(await undecided()).to.deep.equal([{ allowed: false, undecided: true }]);
      await opened.port.keep(FIVE, 'ann');
      expect(await undecided()).to.deep.equal([{ allowed: false, undecided: true }]);
      await opened.port.keep(FIVE, 'ann');
      expect(await undecided()).to.deep.equal([{ allowed: false, undecided: false }]);
    });

    it('begins a window with the first try that is not given back', async () => {
      const long: RateLimit = { ...FIVE, name: 'long', seconds: 1800 };
      await opened.port.reserve(long, 'ann');
      await opened.port.giveBack(long, 'ann');
      const later = { ...long, seconds: 900 };
      expect((await opened.port.take(later, 'ann')).resetAfter).to.be.within(899, 900);
    });

    it('forgets a key that is cleared, and only that', async () => {
      await takes(6);
      await takes(6, FIVE, 'bob');
      await opened.port.clear(FIVE, 'ann');
      expect(allowedOf(await takes(6))).to.equal(5);
      expect(allowedOf(await takes(1, FIVE, 'bob'))).to.equal(0);
    });

    it('allows again when the window is over, and refused tries do not lengthen it', async () => {
      const start = opened.now();
      await takes(1, BRIEF);
      await opened.until(async () => (await opened.port.take(BRIEF, 'ann')).allowed);
      expect(opened.now() - start).to.be.within(900, 3_000);
    });
  });
}
