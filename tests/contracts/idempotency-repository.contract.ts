import { expect } from 'chai';
import type { IdempotencyRepository, Reservation } from '../../src/application/ports/idempotency-repository.js';
import { openBeforeEach, type Opened } from './opened.js';

const ANSWER = {
  status: 201,
  body: { id: 'first', nested: { $odd: [1, null] }, 'a.b': '✓' },
  headers: { Location: '/first' },
};

function reservationOf(id: string, changes: Partial<Reservation> = {}): Reservation {
  return { scope: 'ada', key: 'k', fingerprint: 'f', id, now: 100, busyUntil: 160, expiresAt: 1000, ...changes };
}

export function idempotencyRepositoryContract(
  adapter: string,
  open: () => Promise<Opened<IdempotencyRepository>>,
): void {
  describe(`IdempotencyRepository on ${adapter}`, () => {
    let requests: IdempotencyRepository;
    openBeforeEach(open, (port) => (requests = port));

    it('reserves an unknown key with the id that was asked for', async () => {
      expect(await requests.reserve(reservationOf('first'))).to.deep.equal({ state: 'reserved', id: 'first' });
    });

    it('reserves a key for exactly one of many at once', async () => {
      const tries = Array.from({ length: 20 }, (_, index) => requests.reserve(reservationOf(`id-${index}`)));
      const states = (await Promise.all(tries)).map(({ state }) => state);
      expect(states.filter((state) => state === 'reserved')).to.have.length(1);
      expect(states.filter((state) => state === 'running')).to.have.length(19);
    });

    it('answers a repetition with what was answered first', async () => {
      await requests.reserve(reservationOf('first'));
      expect(await requests.reserve(reservationOf('second'))).to.deep.equal({ state: 'running' });
      await requests.complete('ada', 'k', ANSWER);
      const repeated = await requests.reserve(reservationOf('third', { now: 999 }));
      expect(repeated).to.deep.equal({ state: 'done', id: 'first', answer: ANSWER });
    });

    it('keeps the first answer', async () => {
      await requests.reserve(reservationOf('first'));
      await requests.complete('ada', 'k', ANSWER);
      await requests.complete('ada', 'k', { status: 500, body: null });
      await requests.release('ada', 'k');
      expect(await requests.reserve(reservationOf('x'))).to.deep.equal({ state: 'done', id: 'first', answer: ANSWER });
    });

    it('refuses a key for another request, while it runs and when it is done', async () => {
      await requests.reserve(reservationOf('first'));
      expect(await requests.reserve(reservationOf('x', { fingerprint: 'g' }))).to.deep.equal({ state: 'reused' });
      await requests.complete('ada', 'k', ANSWER);
      expect(await requests.reserve(reservationOf('x', { fingerprint: 'g' }))).to.deep.equal({ state: 'reused' });
    });

    it('keeps the keys of one scope apart from those of another', async () => {
      await requests.reserve(reservationOf('first'));
      const other = await requests.reserve(reservationOf('other', { scope: 'bob', fingerprint: 'g' }));
      expect(other).to.deep.equal({ state: 'reserved', id: 'other' });
      const crossed = await requests.reserve(reservationOf('crossed', { scope: 'ada","k', key: '' }));
      expect(crossed).to.deep.equal({ state: 'reserved', id: 'crossed' });
    });

    it('gives a dead reservation anew to one, with its first id', async () => {
      await requests.reserve(reservationOf('first'));
      expect(await requests.reserve(reservationOf('x', { now: 159 }))).to.deep.equal({ state: 'running' });
      const tries = Array.from({ length: 10 }, () =>
        requests.reserve(reservationOf('x', { now: 160, busyUntil: 220 })),
      );
      const outcomes = await Promise.all(tries);
      expect(outcomes.filter(({ state }) => state === 'reserved')).to.deep.equal([{ state: 'reserved', id: 'first' }]);
      expect(outcomes.filter(({ state }) => state === 'running')).to.have.length(9);
    });

    it('frees a released key: with its first id for the same request, with a new one for another', async () => {
      await requests.reserve(reservationOf('first'));
      await requests.release('ada', 'k');
      expect(await requests.reserve(reservationOf('second'))).to.deep.equal({ state: 'reserved', id: 'first' });
      await requests.release('ada', 'k');
      const other = await requests.reserve(reservationOf('third', { fingerprint: 'g' }));
      expect(other).to.deep.equal({ state: 'reserved', id: 'third' });
    });

    it('takes an expired key for a new one, removed or not', async () => {
      await requests.reserve(reservationOf('first'));
      await requests.complete('ada', 'k', ANSWER);
      const late = reservationOf('second', { fingerprint: 'g', now: 1000, busyUntil: 1060, expiresAt: 2000 });
      expect(await requests.reserve(late)).to.deep.equal({ state: 'reserved', id: 'second' });
    });

    it('ignores answers and releases of keys that nobody reserved', async () => {
      await requests.complete('ada', 'unknown', ANSWER);
      await requests.release('ada', 'unknown');
      expect(await requests.reserve(reservationOf('first', { key: 'unknown' }))).to.have.property('state', 'reserved');
    });

    it('removes what expired before, and says how many', async () => {
      await requests.reserve(reservationOf('a', { key: 'a', expiresAt: 499 }));
      await requests.reserve(reservationOf('b', { key: 'b', expiresAt: 500 }));
      expect(await requests.removeExpired(500)).to.equal(1);
      expect(await requests.reserve(reservationOf('x', { key: 'a' }))).to.deep.equal({ state: 'reserved', id: 'x' });
      expect(await requests.reserve(reservationOf('x', { key: 'b' }))).to.deep.equal({ state: 'running' });
    });

    it('removes the keys of a user, and the one under which the user was made, and only those', async () => {
      await requests.reserve(reservationOf('a'));
      await requests.reserve(reservationOf('ada', { scope: 'address:192.0.2.7' }));
      await requests.reserve(reservationOf('b', { scope: 'bob' }));
      await requests.removeOfUser('ada');
      const again = (scope: string) => requests.reserve(reservationOf('x', { scope, fingerprint: 'g' }));
      expect(await again('ada')).to.deep.equal({ state: 'reserved', id: 'x' });
      expect(await again('address:192.0.2.7')).to.deep.equal({ state: 'reserved', id: 'x' });
      expect(await again('bob')).to.deep.equal({ state: 'reused' });
    });
  });
}
