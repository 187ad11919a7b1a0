import { expect } from 'chai';
import type { TrackRepository } from '../../src/application/ports/track-repository.js';
import type { QuarterHour } from '../../src/domain/movement/track.js';
import { openBeforeEach, type Opened } from './opened.js';

const QUARTER_MS = 15 * 60_000;
const NOON = Date.parse('2026-11-21T12:00:00Z');

/** The quarter-hour so many after noon. */
export function quarterHour(index: number, metres = 100): QuarterHour {
  const start = NOON + index * QUARTER_MS;
  const fix = { at: start + 1_000, latitude: 52.5, longitude: 13.25, accuracy: null };
  return {
    start,
    lastAt: fix.at,
    credits: [
      { quarter: start - QUARTER_MS, metres: metres / 3, points: -1 },
      { quarter: start, metres, points: 4, rejected: { 'implausible-speed': 2, inaccurate: 1 } },
    ],
    state: index % 2 === 0 ? { anchor: fix, last: fix, candidate: null, alone: true } : null,
  };
}

/** From the start of one to the start of another. */
export function quartersFrom(from: number, to: number) {
  return { from: NOON + from * QUARTER_MS, to: NOON + to * QUARTER_MS };
}

/** The part of `TrackRepository` that is about quarter-hours. */
export function quarterHoursContract(adapter: string, open: () => Promise<Opened<TrackRepository>>): void {
  describe(`TrackRepository on ${adapter} keeps quarter-hours`, () => {
    let tracks: TrackRepository;
    openBeforeEach(open, (port) => (tracks = port));

    /** Folds as a worker does, without the folding. */
    const fold = async (from: number, to: number, quarters: readonly QuarterHour[], userId = 'ann') => {
      const { version } = await tracks.markDirty(userId, quartersFrom(from, to).from, quartersFrom(from, to).to - 1);
      expect(await tracks.replaceQuarters(userId, quartersFrom(from, to), quarters, version)).to.equal(true);
      return version;
    };
    const all = (userId = 'ann') => tracks.quarters(userId, quartersFrom(-100, 100));

    it('whose start lies in [from, to), ascending', async () => {
      expect(await all()).to.deep.equal([]);
      await fold(
        0,
        5,
        [3, 1, 0, 4].map((index) => quarterHour(index)),
      );
      await fold(0, 5, [quarterHour(1, 7)], 'bob');
      expect(await tracks.quarters('ann', quartersFrom(1, 4))).to.deep.equal([quarterHour(1), quarterHour(3)]);
      expect(await all('bob')).to.deep.equal([quarterHour(1, 7)]);
    });

    it('and finds the last that starts before an instant', async () => {
      await fold(0, 5, [quarterHour(0), quarterHour(3)]);
      await fold(0, 5, [quarterHour(1)], 'bob');
      const before = (instant: number) => tracks.quarterBefore('ann', instant);
      expect(await before(quarterHour(0).start)).to.equal(undefined);
      expect(await before(quarterHour(0).start + 1)).to.deep.equal(quarterHour(0));
      expect(await before(quarterHour(3).start)).to.deep.equal(quarterHour(0));
      expect(await before(quarterHour(99).start)).to.deep.equal(quarterHour(3));
    });

    it('each replaced whole, those of the range that are not in the list removed, and the others left', async () => {
      await fold(
        0,
        6,
        [0, 1, 2, 3, 4, 5].map((index) => quarterHour(index)),
      );
      await fold(1, 5, [{ ...quarterHour(2, 7), credits: [] }, quarterHour(4)]);
      expect(await all()).to.deep.equal([
        quarterHour(0),
        { ...quarterHour(2, 7), credits: [] },
        quarterHour(4),
        quarterHour(5),
      ]);
      await fold(0, 5, []);
      expect(await all()).to.deep.equal([quarterHour(5)]);
      expect(await tracks.quarterBefore('ann', quarterHour(5).start)).to.equal(undefined);
    });

    it('again under the same version, as a worker with more than one range does', async () => {
      const { version } = await tracks.markDirty('ann', NOON, NOON);
      expect(await tracks.replaceQuarters('ann', quartersFrom(0, 1), [quarterHour(0)], version)).to.equal(true);
      expect(await tracks.replaceQuarters('ann', quartersFrom(1, 2), [quarterHour(1)], version)).to.equal(true);
      expect(await tracks.replaceQuarters('ann', quartersFrom(1, 2), [], version)).to.equal(true);
      expect(await all()).to.deep.equal([quarterHour(0)]);
    });

    it('that a worker of an older version cannot change: nothing that the newer wrote is touched', async () => {
      const { version: stale } = await tracks.markDirty('ann', NOON, NOON);
      await fold(0, 4, [quarterHour(0, 1), quarterHour(2, 1)]);
      const overwriting = [0, 1, 2].map((index) => quarterHour(index, 999));
      expect(await tracks.replaceQuarters('ann', quartersFrom(0, 4), overwriting, stale)).to.equal(false);
      expect(await tracks.replaceQuarters('ann', quartersFrom(0, 4), [], stale)).to.equal(false);
      expect(await all()).to.deep.equal([quarterHour(0, 1), quarterHour(2, 1)]);
    });

    it('of the newest version when workers race', async () => {
      const folds = Array.from({ length: 8 }, async (_, worker) => {
        const { version } = await tracks.markDirty('ann', quartersFrom(0, 4).from, quartersFrom(0, 4).to - 1);
        const mine = [quarterHour(worker % 4, version), quarterHour(3, version)].slice(worker % 4 === 3 ? 1 : 0);
        const replaced = await tracks.replaceQuarters('ann', quartersFrom(0, 4), mine, version);
        return { version, mine, replaced };
      });
      const newest = (await Promise.all(folds)).find(({ version }) => version === 8);
      expect(newest?.replaced).to.equal(true);
      expect(await all()).to.deep.equal(newest?.mine);
    });

    it('only of a head that is at the version', async () => {
      expect(await tracks.replaceQuarters('ann', quartersFrom(0, 1), [quarterHour(0)], 0)).to.equal(false);
      expect(await tracks.replaceQuarters('ann', quartersFrom(0, 1), [quarterHour(0)], 7)).to.equal(false);
      const version = await fold(0, 1, []);
      expect(await tracks.replaceQuarters('ann', quartersFrom(0, 1), [quarterHour(0)], version + 1)).to.equal(false);
      expect(await all()).to.deep.equal([]);
    });

    it('and counts the range as dirty until it is cleaned', async () => {
      const { version } = await tracks.markDirty('ann', quarterHour(2).start, quarterHour(2).lastAt);
      await tracks.replaceQuarters('ann', quartersFrom(1, 4), [quarterHour(2)], version);
      const dirty = { dirtyFrom: quarterHour(1).start, dirtyTo: quarterHour(4).start - 1 };
      expect(await tracks.head('ann')).to.deep.equal({ version, ...dirty });
      expect(await tracks.markDirty('ann', NOON, NOON)).to.deep.equal({ version: 2, ...dirty, dirtyFrom: NOON });
      expect(await tracks.markClean('ann', 2)).to.equal(true);
    });

    it('apart from those of its callers', async () => {
      const given = quarterHour(0);
      await fold(0, 1, [given]);
      (given.credits as unknown[]).pop();
      const [read] = await all();
      (read?.credits as unknown[]).pop();
      expect(await all()).to.deep.equal([quarterHour(0)]);
    });

    it('when points are too old, but not when the user is removed', async () => {
      for (const userId of ['ann', 'bob']) await fold(0, 1, [quarterHour(0)], userId);
      await tracks.removePointsBefore(quarterHour(50).start, quarterHour(50).start);
      expect(await all()).to.deep.equal([quarterHour(0)]);
      await tracks.remove('ann');
      expect(await all()).to.deep.equal([]);
      expect(await tracks.replaceQuarters('ann', quartersFrom(0, 1), [quarterHour(0)], 1)).to.equal(false);
      expect(await all()).to.deep.equal([]);
      expect(await all('bob')).to.deep.equal([quarterHour(0)]);
    });

    it('and adds up what they credit to a range, of all users', async () => {
      const [start, end] = [quartersFrom(1, 2).from, quartersFrom(3, 4).from];
      const quarterThat = (index: number, ...credits: QuarterHour['credits']): QuarterHour => ({
        ...quarterHour(index),
        credits,
      });
      const credit = (index: number, metres: number, points: number) => ({
        quarter: quarterHour(index).start,
        metres,
        points,
      });
      expect(await tracks.walked({ from: start, to: end })).to.deep.equal({ metres: 0, points: 0 });
      await fold(0, 4, [
        quarterThat(0, credit(0, 1000, 9)),
        quarterThat(1, credit(0, 500, 0), credit(1, 1.5, 2)),
        quarterThat(3, credit(2, 4.25, -1), credit(3, 1000, 9)),
      ]);
      await fold(2, 3, [quarterThat(2, credit(2, 8, 3))], 'bob');
      expect(await tracks.walked({ from: start, to: end })).to.deep.equal({ metres: 13.75, points: 4 });
      expect(await tracks.walked({ from: start, to: end }, ['bob', 'cem'])).to.deep.equal({ metres: 8, points: 3 });
      expect(await tracks.walked({ from: start, to: end }, [])).to.deep.equal({ metres: 0, points: 0 });
      await tracks.remove('ann');
      expect(await tracks.walked({ from: start, to: end })).to.deep.equal({ metres: 8, points: 3 });
    });
  });
}
