import { expect } from 'chai';
import type { Hours } from '../../../src/application/movement/list-hours.js';
import { NOON, place, point } from '../../domain/movement/tracks.js';
import { codeOf } from '../notification/code-of.js';
import { MovementWorld } from './movement-world.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('ListHours', () => {
  let world: MovementWorld;
  beforeEach(() => {
    world = new MovementWorld();
  });
  afterEach(() => world.close());

  /** Walks 60 m a minute in these minutes from an instant on, a point every 5 minutes. */
  async function walk(userId: string, start: number, from: number, to: number): Promise<void> {
    const points = [];
    for (let minute = from; minute <= to; minute += 5) {
      points.push(place(start + minute * MINUTE, minute * 60, 0, { startsSegment: minute === from }));
    }
    await world.accumulate.execute(world.eventOf(userId, points));
  }

  const rounded = ({ items }: Hours): readonly unknown[] =>
    items.map(({ metres, points, ...period }) => [Object.values(period)[0], Math.round(metres / 10) * 10, points]);
  const all = { from: NOON - DAY, to: NOON + DAY };

  it('gives the hours of UTC that have any distance or point, ascending, and their sum', async () => {
    const userId = await world.walker();
    await walk(userId, NOON, 150, 210);
    await walk(userId, NOON, 30, 90);
    const hours = await world.listHours.execute({ userId, ...all });
    expect(rounded(hours)).to.deep.equal([
      ['2026-11-20T12:00:00.000Z', 1800, 6],
      ['2026-11-20T13:00:00.000Z', 1800, 7],
      ['2026-11-20T14:00:00.000Z', 1800, 6],
      ['2026-11-20T15:00:00.000Z', 1800, 7],
    ]);
    const sum = hours.items.reduce((metres, item) => metres + item.metres, 0);
    expect(hours.totalMetres).to.be.closeTo(sum, 1e-9);
  });

  it('gives hours whole that the range touches, and the last 24 hours without one', async () => {
    const userId = await world.walker();
    await walk(userId, NOON, 30, 90);
    const range = { from: NOON + 65 * MINUTE, to: NOON + 66 * MINUTE };
    expect(rounded(await world.listHours.execute({ userId, ...range }))).to.deep.equal([
      ['2026-11-20T13:00:00.000Z', 1800, 7],
    ]);
    expect((await world.listHours.execute({ userId, from: NOON, to: NOON })).items).to.deep.equal([]);
    expect((await world.listHours.execute({ userId })).items).to.deep.equal([]);
    world.clock.set('2026-11-21T13:30:00Z');
    const last = [['2026-11-20T13:00:00.000Z', 1800, 7]];
    expect(rounded(await world.listHours.execute({ userId }))).to.deep.equal(last);
    expect(rounded(await world.listHours.execute({ userId, to: NOON + 9 * DAY }))).to.deep.equal(last);
  });

  it('gives an hour with a point and no metre, and none of another user', async () => {
    const userId = await world.walker();
    await walk(userId, NOON, 30, 30);
    expect(rounded(await world.listHours.execute({ userId, ...all }))).to.deep.equal([
      ['2026-11-20T12:00:00.000Z', 0, 1],
    ]);
    const other = await world.walker();
    expect(await world.listHours.execute({ userId: other, ...all })).to.deep.equal({
      items: [],
      totalMetres: 0,
      rejected: [],
    });
  });

  it('says how many points of these hours are rejected, by reason, also of hours with nothing else', async () => {
    const userId = await world.walker();
    const lost = [1, 2].map((minute) => point(NOON + minute * MINUTE, 0, 0));
    const vague = place(NOON + 61 * MINUTE, 0, 0, { accuracy: 500 });
    await world.accumulate.execute(world.eventOf(userId, [place(NOON, 0, 0), ...lost, vague]));
    const { items, rejected } = await world.listHours.execute({ userId, ...all });
    expect(items.map(({ points }) => points)).to.deep.equal([1]);
    expect(rejected).to.deep.equal([
      { reason: 'null-island', points: 2 },
      { reason: 'inaccurate', points: 1 },
    ]);
    const second = await world.listHours.execute({ userId, from: NOON + 60 * MINUTE, to: NOON + DAY });
    expect(second).to.deep.equal({ items: [], totalMetres: 0, rejected: [{ reason: 'inaccurate', points: 1 }] });
  });

  it('regroups into the hours of zones that are off by 45 and 30 minutes', async () => {
    const userId = await world.walker();
    await walk(userId, NOON, 0, 60);
    const hours = async (timeZone: string): Promise<readonly unknown[]> =>
      rounded(await world.listHours.execute({ userId, ...all, timeZone }));
    expect(await hours('Asia/Kathmandu')).to.deep.equal([
      ['2026-11-20T11:15:00.000Z', 900, 3],
      ['2026-11-20T12:15:00.000Z', 2700, 10],
    ]);
    expect(await hours('Asia/Kolkata')).to.deep.equal([
      ['2026-11-20T11:30:00.000Z', 1800, 6],
      ['2026-11-20T12:30:00.000Z', 1800, 7],
    ]);
  });

  it('has hours that do not overlap where the clocks of Lord Howe go back by half an hour', async () => {
    world.clock.set('2026-04-08T00:00:00Z');
    const userId = await world.walker();
    // At 15:00Z clocks go from 02:00 +11 back to 01:30 +10:30.
    const change = Date.parse('2026-04-04T15:00:00Z');
    await walk(userId, change, -60, 60);
    const range = { from: change - DAY, to: change + DAY, timeZone: 'Australia/Lord_Howe' };
    expect(rounded(await world.listHours.execute({ userId, ...range }))).to.deep.equal([
      ['2026-04-04T14:00:00.000Z', 3600, 12],
      ['2026-04-04T15:00:00.000Z', 1800, 6],
      ['2026-04-04T15:30:00.000Z', 1800, 7],
    ]);
  });

  it('has both hours between two and three where the clocks go back by a whole one', async () => {
    world.clock.set('2026-10-27T00:00:00Z');
    const userId = await world.walker();
    const change = Date.parse('2026-10-25T01:00:00Z');
    await walk(userId, change, -60, 60);
    const range = { from: change - DAY, to: change + DAY, timeZone: 'Europe/Berlin' };
    expect(rounded(await world.listHours.execute({ userId, ...range }))).to.deep.equal([
      ['2026-10-25T00:00:00.000Z', 3600, 12],
      ['2026-10-25T01:00:00.000Z', 3600, 12],
      ['2026-10-25T02:00:00.000Z', 0, 1],
    ]);
  });

  it('sums days, weeks and months of the zone', async () => {
    const userId = await world.walker();
    // 2026-11-22 is a Sunday; in Tokyo the week begins at 15:00Z.
    const sunday = Date.parse('2026-11-22T15:00:00Z');
    await walk(userId, sunday, -60, 30);
    const sums = async (by: 'day' | 'week' | 'month', timeZone: string): Promise<readonly unknown[]> =>
      rounded(await world.listHours.execute({ userId, from: sunday - MINUTE, to: sunday + MINUTE, by, timeZone }));
    expect(await sums('day', 'Asia/Tokyo')).to.deep.equal([
      ['2026-11-22', 3600, 12],
      ['2026-11-23', 1800, 7],
    ]);
    expect(await sums('week', 'Asia/Tokyo')).to.deep.equal([
      ['2026-11-16', 3600, 12],
      ['2026-11-23', 1800, 7],
    ]);
    expect(await sums('week', 'UTC')).to.deep.equal([['2026-11-16', 5400, 19]]);
    expect(await sums('month', 'UTC')).to.deep.equal([['2026-11', 5400, 19]]);
  });

  it('names the fields after the period', async () => {
    const userId = await world.walker();
    await walk(userId, NOON, 0, 0);
    for (const by of ['hour', 'day', 'week', 'month'] as const) {
      const { items } = await world.listHours.execute({ userId, ...all, by });
      expect(Object.keys(items[0] ?? {})).to.deep.equal([by, 'metres', 'points']);
    }
  });

  it('answers for any range', async () => {
    const userId = await world.walker();
    await walk(userId, NOON, 0, 60);
    const range = { from: Date.parse('0000-01-01T00:00:00Z'), to: Date.parse('9999-12-31T23:59:59Z') };
    for (const timeZone of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
      for (const by of ['hour', 'month'] as const) {
        expect((await world.listHours.execute({ userId, ...range, timeZone, by })).totalMetres).to.be.closeTo(3600, 5);
      }
    }
  });

  it('refuses a zone that nobody knows', async () => {
    const userId = await world.register();
    for (const timeZone of ['Mars/Olympus', '+05:30', '']) {
      expect(await codeOf(world.listHours.execute({ userId, timeZone }))).to.equal('invalid-time-zone');
    }
  });
});
