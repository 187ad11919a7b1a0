import { expect } from 'chai';
import { eventually } from '../eventually.js';
import { countedHours, sendTracked } from './counted-hours.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';
import { hourBefore, lengthOf, walkNorth } from './tracks.js';
import type { SentPoint } from './tracks.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const KATHMANDU = 'timeZone=Asia/Kathmandu';

interface Ledger {
  readonly items: readonly { readonly at: string; readonly status: string; readonly reason: string | null }[];
}

/** Oldest first, at most 100. */
async function ledgerOf(person: Person): Promise<readonly (string | null)[][]> {
  const { body } = await person.call<Ledger>('GET', '/api/movement/points?limit=100');
  return body.items.toReversed().map(({ status, reason }) => [status, reason]);
}

/** An hour on a table, a fix every 30 s, 5 m of noise an axis. */
function anHourAtRest(start: number): readonly SentPoint[] {
  const metre = 1 / 111_000;
  return walkNorth(start, 121, 30).map((point, index) => ({
    ...point,
    latitude: 46 + 7 * Math.sin(index * 2.4) * metre,
    longitude: 14 + (7 * Math.cos(index * 5.1) * metre) / Math.cos((46 * Math.PI) / 180),
    accuracy: 7.5,
  }));
}

function dayInKathmandu(at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kathmandu', dateStyle: 'short' }).format(at);
}

export function trackLedgerJourney(deployment: () => Deployment): void {
  describe('The ledger of a track', () => {
    it('says why a leap out and back and a vague fix were not counted, and they add nothing', async () => {
      const ada = await Person.join(deployment());
      const walk = walkNorth(Date.now() - HOUR_MS, 8, 30);
      const points = walk.map((point, index) => {
        if (index === 3) return { ...point, longitude: 15 };
        return index === 5 ? { ...point, latitude: 46.5, accuracy: 500 } : point;
      });
      await sendTracked(ada, points);
      const { totalMetres } = await countedHours(ada, 6);
      expect(totalMetres).to.be.closeTo(lengthOf(walk), 0.01);
      expect(await ledgerOf(ada)).to.deep.equal([
        ['counted', null],
        ['counted', null],
        ['counted', null],
        ['rejected', 'implausible-speed'],
        ['counted', null],
        ['rejected', 'inaccurate'],
        ['counted', null],
        ['counted', null],
      ]);
    });

    it('holds the fixes of a phone at rest as stationary', async () => {
      const ada = await Person.join(deployment());
      await sendTracked(ada, anHourAtRest(Date.now() - 2 * HOUR_MS));
      expect((await countedHours(ada, 121)).totalMetres).to.be.below(50);
      const held = (await ledgerOf(ada)).filter(([status, reason]) => status === 'held' && reason === 'stationary');
      expect(held.length).to.be.above(95);
    });

    it('regroups by zones that are off by a quarter of an hour, and sums days', async () => {
      const ada = await Person.join(deployment());
      const start = hourBefore(2);
      const walk = walkNorth(start, 12, 300);
      await sendTracked(ada, walk);
      const { items, totalMetres } = await countedHours(ada, 12);
      expect(items.map(({ hour }) => hour)).to.deep.equal([new Date(start).toISOString()]);
      const query = `from=${new Date(start).toISOString()}&to=${new Date(start + HOUR_MS).toISOString()}&${KATHMANDU}`;
      const local = await ada.call<{ items: { hour: string; metres: number; points: number }[]; totalMetres: number }>(
        'GET',
        `/api/movement/hours?${query}`,
      );
      expect(local.body.items.map(({ hour, points }) => [hour, points])).to.deep.equal([
        [new Date(start - 45 * MINUTE_MS).toISOString(), 3],
        [new Date(start + 15 * MINUTE_MS).toISOString(), 9],
      ]);
      expect(local.body.items[0]?.metres).to.be.closeTo(lengthOf(walk.slice(0, 4)), 0.01);
      expect(local.body.items[1]?.metres).to.be.closeTo(lengthOf(walk.slice(3)), 0.01);
      expect(local.body.totalMetres).to.be.closeTo(totalMetres, 0.002);
      const days = await ada.call<{ items: { day: string; metres: number }[]; totalMetres: number }>(
        'GET',
        `/api/movement/hours?${query}&by=day`,
      );
      expect(days.body.items.map(({ day }) => day)).to.deep.equal([
        ...new Set(walk.map(({ at }) => dayInKathmandu(Date.parse(at)))),
      ]);
      expect(days.body.totalMetres).to.be.closeTo(totalMetres, 0.002);
    });

    it('counts no line across a time in which tracking was paused', async () => {
      const ada = await Person.join(deployment());
      const walk = walkNorth(Date.now() - HOUR_MS, 12, 60);
      const at = (index: number): string | undefined => walk[index]?.at;
      await ada.call('PUT', '/api/movement/tracking', { active: true, since: at(0) });
      await ada.call('PUT', '/api/movement/tracking', { active: false, since: at(4) });
      await ada.call('PUT', '/api/movement/tracking', { active: true, since: at(7) });
      const sent = await ada.call('POST', '/api/movement/points', { points: walk });
      expect(sent.body).to.deep.equal({
        accepted: 10,
        rejected: [
          { index: 5, reason: 'tracking-off' },
          { index: 6, reason: 'tracking-off' },
        ],
      });
      const metres = lengthOf(walk.slice(0, 5)) + lengthOf(walk.slice(7));
      expect((await countedHours(ada, 10)).totalMetres).to.be.closeTo(metres, 0.01);
    });

    it('forgets a range for good, and the hours follow', async () => {
      const ada = await Person.join(deployment());
      const walk = walkNorth(Date.now() - HOUR_MS, 9, 60).map((point, index) => ({
        ...point,
        longitude: 14 + (index % 3) / 1000,
      }));
      await sendTracked(ada, walk.slice(0, 8));
      await countedHours(ada, 8);
      const gone = await ada.call('DELETE', `/api/movement/points?from=${walk[2]?.at}&to=${walk[5]?.at}`);
      expect(gone.status).to.equal(204);
      const kept = [...walk.slice(0, 2), ...walk.slice(5, 8)];
      expect((await countedHours(ada, 5)).totalMetres).to.be.closeTo(lengthOf(kept), 0.01);
      await ada.call('POST', '/api/movement/points', { points: walk });
      const again = [...walk.slice(0, 2), ...walk.slice(5)];
      expect((await countedHours(ada, 6)).totalMetres).to.be.closeTo(lengthOf(again), 0.01);
      expect(await ledgerOf(ada)).to.have.length(6);
    });

    it('is heard on every device of its owner as it grows and shrinks, and by nobody else', async () => {
      const [ada, bob] = [await Person.join(deployment()), await Person.join(deployment())];
      const [phone, laptop, other] = [await ada.connect(), await ada.connect(), await bob.connect()];
      const heard = [phone, laptop, other].map(({ socket }) => {
        const hours: { hour: string; metres: number }[] = [];
        socket.on('movement', (hour: { hour: string; metres: number }) => hours.push(hour));
        return hours;
      });
      const start = hourBefore(1);
      const points = walkNorth(start, 10, 60);
      await ada.call('PUT', '/api/movement/tracking', { active: true, since: points[0]?.at });
      expect(await phone.socket.emitWithAck('gps', { points })).to.deep.equal({ accepted: 10, rejected: [] });
      const { items } = await countedHours(ada, 10);
      const hour = new Date(start).toISOString();
      const told = async (metres: number | undefined): Promise<void> =>
        eventually(() => {
          expect(heard.map((hours) => hours.at(-1))).to.deep.equal([{ hour, metres }, { hour, metres }, undefined]);
        });
      await told(items[0]?.metres);
      await ada.call('DELETE', `/api/movement/points?from=${hour}&to=${new Date(start + HOUR_MS).toISOString()}`);
      await told(0);
      ada.leave();
      bob.leave();
    });
  });
}
