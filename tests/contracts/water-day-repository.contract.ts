import { expect } from 'chai';
import type { WaterDayRepository } from '../../src/application/ports/water-day-repository.js';
import { EMPTY_LEDGER } from '../../src/domain/hydration/water-ledger.js';
import type { ArchivedDay, WaterLedger } from '../../src/domain/hydration/water-ledger.js';
import { openBeforeEach, type Opened } from './opened.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');

function dueAt(instant: number | null): () => WaterLedger {
  return () => ({ ...EMPTY_LEDGER, dueAt: instant });
}

function remindAt(instant: number | null): () => WaterLedger {
  return () => ({ ...EMPTY_LEDGER, dueAt: NOW - 9, remindAt: instant });
}

function drunk(ledger: WaterLedger | undefined, id: string): WaterLedger {
  const { intakes, ...rest } = ledger ?? EMPTY_LEDGER;
  return { ...rest, intakes: [...intakes, { id, at: NOW, day: '2026-11-21', millilitres: 250 }] };
}

function closed(day: string, goalMillilitres = 2_000): ArchivedDay {
  return {
    day,
    totalMillilitres: 250,
    goalMillilitres,
    achieved: false,
    status: 'missed',
    cause: 'goal-not-reached',
    timeZone: 'Europe/Berlin',
    intakes: [{ id: `intake of ${day}`, at: NOW, day, millilitres: 250 }],
  };
}

export function waterDayRepositoryContract(adapter: string, open: () => Promise<Opened<WaterDayRepository>>): void {
  describe(`WaterDayRepository on ${adapter}`, () => {
    let days: WaterDayRepository;
    openBeforeEach(open, (port) => (days = port));

    it('has no ledger of a user before the first update', async () => {
      expect(await days.ledger('ann')).to.equal(undefined);
      await days.update('ann', (ledger) => {
        expect(ledger).to.equal(undefined);
        return EMPTY_LEDGER;
      });
      expect(await days.ledger('ann')).to.deep.equal(EMPTY_LEDGER);
      expect(await days.ledger('bob')).to.equal(undefined);
    });

    it('gives the ledger to the change, keeps what it returns, and returns that', async () => {
      const first = await days.update('ann', (ledger) => drunk(ledger, 'a'));
      const second = await days.update('ann', (ledger) => {
        expect(ledger).to.deep.equal(first);
        return drunk(ledger, 'b');
      });
      expect(second.intakes.map(({ id }) => id)).to.deep.equal(['a', 'b']);
      expect(await days.ledger('ann')).to.deep.equal(second);
    });

    it('counts every one of racing updates', async () => {
      const ids = Array.from({ length: 20 }, (_, index) => `intake-${index}`);
      await Promise.all(ids.map((id) => days.update('ann', (ledger) => drunk(ledger, id))));
      expect((await days.ledger('ann'))?.intakes.map(({ id }) => id)).to.have.members(ids);
    });

    it('writes nothing when the change throws, and gives its error on', async () => {
      const kept = await days.update('ann', (ledger) => drunk(ledger, 'a'));
      const failing = (userId: string) =>
        days
          .update(userId, () => {
            throw new Error('no');
          })
          .catch((error: unknown) => error);
      expect(await failing('ann')).to.have.property('message', 'no');
      expect(await failing('bob')).to.have.property('message', 'no');
      expect(await days.ledger('ann')).to.deep.equal(kept);
      expect(await days.ledger('bob')).to.equal(undefined);
    });

    it('changes an existing ledger, and makes none for a user who has none', async () => {
      await days.update('ann', (ledger) => drunk(ledger, 'a'));
      const changed = await days.updateExisting('ann', (ledger) => drunk(ledger, 'b'));
      expect(changed?.intakes.map(({ id }) => id)).to.deep.equal(['a', 'b']);
      expect(await days.ledger('ann')).to.deep.equal(changed);
      expect(await days.updateExisting('bob', (ledger) => drunk(ledger, 'c'))).to.equal(undefined);
      expect(await days.ledger('bob')).to.equal(undefined);
    });

    it('keeps its ledgers apart from those of its callers', async () => {
      const given = drunk(undefined, 'a');
      const returned = await days.update('ann', () => given);
      (given.intakes as unknown[]).pop();
      (returned.intakes as unknown[]).pop();
      ((await days.ledger('ann'))?.intakes as unknown[]).pop();
      expect((await days.ledger('ann'))?.intakes).to.have.length(1);
    });

    it('lists who is due, by (dueAt, userId)', async () => {
      await days.update('cem', dueAt(NOW));
      await days.update('ann', dueAt(NOW));
      await days.update('bob', dueAt(NOW - 1));
      await days.update('dee', dueAt(NOW + 1));
      await days.update('eve', dueAt(null));
      expect(await days.due(NOW, 10)).to.deep.equal([
        { userId: 'bob', at: NOW - 1 },
        { userId: 'ann', at: NOW },
        { userId: 'cem', at: NOW },
      ]);
    });

    it('pages through who is due without leaving out or repeating anyone', async () => {
      for (const userId of ['e', 'd', 'c', 'b', 'a']) await days.update(userId, dueAt(NOW - (userId < 'c' ? 0 : 5)));
      const seen: string[] = [];
      let page = await days.due(NOW, 2);
      for (let after = page.at(-1); after !== undefined; after = page.at(-1)) {
        expect(page.length).to.be.at.most(2);
        seen.push(...page.map(({ userId }) => userId));
        page = await days.due(NOW, 2, after);
      }
      expect(seen).to.deep.equal(['c', 'd', 'e', 'a', 'b']);
    });

    it('follows a ledger that becomes due at another time, or never', async () => {
      await days.update('ann', dueAt(NOW - 1));
      await days.update('bob', dueAt(NOW - 1));
      await days.update('ann', dueAt(NOW + 1));
      await days.update('bob', dueAt(null));
      expect(await days.due(NOW, 10)).to.deep.equal([]);
      expect(await days.due(NOW + 1, 10)).to.deep.equal([{ userId: 'ann', at: NOW + 1 }]);
    });

    it('lists who is to be reminded, by (remindAt, userId), page by page', async () => {
      for (const userId of ['e', 'd', 'c', 'b', 'a']) await days.update(userId, remindAt(NOW - (userId < 'c' ? 0 : 5)));
      await days.update('f', remindAt(NOW + 1));
      await days.update('g', remindAt(null));
      const seen: string[] = [];
      let page = await days.toRemind(NOW, 2);
      expect(page[0]).to.deep.equal({ userId: 'c', at: NOW - 5 });
      for (let after = page.at(-1); after !== undefined; after = page.at(-1)) {
        expect(page.length).to.be.at.most(2);
        seen.push(...page.map(({ userId }) => userId));
        page = await days.toRemind(NOW, 2, after);
      }
      expect(seen).to.deep.equal(['c', 'd', 'e', 'a', 'b']);
    });

    it('follows a ledger that is to be reminded at another time, or never', async () => {
      await days.update('ann', remindAt(NOW));
      await days.update('bob', remindAt(NOW));
      await days.update('ann', remindAt(NOW + 1));
      await days.update('bob', remindAt(null));
      expect(await days.toRemind(NOW, 10)).to.deep.equal([]);
      expect(await days.toRemind(NOW + 1, 10)).to.deep.equal([{ userId: 'ann', at: NOW + 1 }]);
    });

    it('keeps closed days, of [from, to], ascending', async () => {
      expect(await days.archived('ann', '2026-11-01', '2026-11-30')).to.deep.equal([]);
      await days.archive(
        'ann',
        ['2026-11-04', '2026-11-01', '2026-11-03', '2026-11-02'].map((day) => closed(day)),
      );
      await days.archive('bob', [closed('2026-11-02', 1_000)]);
      await days.archive('ann', []);
      expect(await days.archived('ann', '2026-11-02', '2026-11-03')).to.deep.equal([
        closed('2026-11-02'),
        closed('2026-11-03'),
      ]);
    });

    it('keeps one closed day a (user, day): the last wins', async () => {
      await days.archive('ann', [closed('2026-11-01'), closed('2026-11-02')]);
      await days.archive('ann', [closed('2026-11-02', 1_500), closed('2026-11-02', 3_000)]);
      const kept = await days.archived('ann', '2026-11-01', '2026-11-30');
      expect(kept).to.deep.equal([closed('2026-11-01'), closed('2026-11-02', 3_000)]);
    });

    it('archives a day once when two do it at a time', async () => {
      await Promise.all(Array.from({ length: 10 }, () => days.archive('ann', [closed('2026-11-01')])));
      expect(await days.archived('ann', '2026-11-01', '2026-11-01')).to.deep.equal([closed('2026-11-01')]);
    });

    it('removes all of a user, and only of that user; twice is once', async () => {
      for (const userId of ['ann', 'bob']) {
        await days.update(userId, dueAt(NOW));
        await days.archive(userId, [closed('2026-11-01')]);
      }
      await days.remove('ann');
      await days.remove('ann');
      expect(await days.ledger('ann')).to.equal(undefined);
      expect(await days.archived('ann', '2026-11-01', '2026-11-30')).to.deep.equal([]);
      expect(await days.due(NOW, 10)).to.deep.equal([{ userId: 'bob', at: NOW }]);
      expect(await days.archived('bob', '2026-11-01', '2026-11-30')).to.have.length(1);
    });

    describe('adds up what all users drank', () => {
      const HOUR = 3_600_000;
      const range = { from: NOW, to: NOW + HOUR };
      const intake = (id: string, minutes: number, millilitres: number, day = '2026-11-21') => ({
        id,
        at: NOW + minutes * 60_000,
        day,
        millilitres,
      });
      const drinks = (userId: string, ...intakes: ReturnType<typeof intake>[]) =>
        days.update(userId, (ledger) => ({ ...(ledger ?? EMPTY_LEDGER), intakes }));

      it('nothing before the first intake', async () => {
        expect(await days.drunk(range)).to.deep.equal({ intakes: 0, millilitres: 0, goals: 0 });
        expect(await days.goalsReached(range)).to.equal(0);
      });

      it('in a range, its goals with the intake that reached them', async () => {
        await drinks('ann', intake('1', -1, 1_500), intake('2', 0, 500), intake('3', 59, 400), intake('4', 60, 1));
        await drinks('bob', intake('5', -1, 2_000), intake('6', 1, 100), intake('7', 2, 2_000, '2026-11-22'));
        await drinks('cem', intake('8', 1, 1_999));
        expect(await days.drunk(range)).to.deep.equal({ intakes: 5, millilitres: 4_999, goals: 2 });
        expect(await days.goalsReached(range)).to.equal(2);
        expect(await days.goalsReached(range, ['bob', 'cem'])).to.equal(1);
        expect(await days.goalsReached(range, [])).to.equal(0);
      });

      it('as it stands after a change of intakes or goal', async () => {
        await drinks('ann', intake('1', 1, 1_000), intake('2', 2, 1_000));
        await drinks('ann', intake('1', 1, 900), intake('2', 2, 1_000));
        expect(await days.drunk(range)).to.deep.equal({ intakes: 2, millilitres: 1_900, goals: 0 });
        await days.update('ann', (ledger) => ({ ...ledger!, goals: [{ from: '2026-11-21', millilitres: 1_800 }] }));
        expect(await days.goalsReached(range)).to.equal(1);
        await drinks('ann');
        expect(await days.drunk(range)).to.deep.equal({ intakes: 0, millilitres: 0, goals: 0 });
      });

      it('once while a day settles, and behind it', async () => {
        const intakes = [intake('1', 1, 2_000), intake('2', 2, 250, '2026-11-22')];
        await drinks('ann', ...intakes);
        const sum = await days.drunk(range);
        await days.archive('ann', [{ ...closed('2026-11-21'), intakes: intakes.slice(0, 1) }]);
        expect(await days.drunk(range)).to.deep.equal(sum);
        await days.update('ann', (ledger) => ({
          ...ledger!,
          settled: { ...ledger!.settled, through: '2026-11-21' },
          intakes: intakes.slice(1),
        }));
        expect(await days.drunk(range))
          .to.deep.equal(sum)
          .and.to.include({ intakes: 2, goals: 1 });
      });

      it('without users who were removed', async () => {
        await drinks('ann', intake('1', 1, 2_000));
        await days.archive('ann', [closed('2026-11-01')]);
        await days.remove('ann');
        expect(await days.drunk(range)).to.deep.equal({ intakes: 0, millilitres: 0, goals: 0 });
        expect(await days.goalsReached(range)).to.equal(0);
      });
    });
  });
}
