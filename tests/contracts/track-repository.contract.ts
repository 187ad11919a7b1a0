import { expect } from 'chai';
import type { TrackRepository } from '../../src/application/ports/track-repository.js';
import { preferred, type GpsPoint } from '../../src/domain/movement/gps-point.js';
import { openBeforeEach, type Opened } from './opened.js';
import { quarterHoursContract } from './quarter-hours.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const LATER = NOW + 7 * 24 * 3_600_000;
const ALL = { from: NOW - 1_000_000, to: NOW + 10_000_000 };

const FIX: GpsPoint = {
  at: NOW,
  latitude: 52.5,
  longitude: -13.25,
  accuracy: 8,
  altitude: 34.5,
  speed: 1.25,
  startsSegment: false,
};

/** Of one instant, each better than the one before it. */
const WORSE_TO_BETTER: readonly GpsPoint[] = [
  { ...FIX, accuracy: null },
  { ...FIX, accuracy: 8.5 },
  { ...FIX, latitude: 53 },
  { ...FIX, longitude: -13 },
  { ...FIX, startsSegment: true },
  { ...FIX, altitude: null },
  { ...FIX, altitude: 35, speed: null },
  { ...FIX, speed: null },
  FIX,
];

function at(seconds: number, accuracy: number | null = 8): GpsPoint {
  return { ...FIX, at: NOW + seconds * 1000, accuracy };
}

/** @param from @param to seconds after NOW */
function range(from: number, to: number) {
  return { from: NOW + from * 1000, to: NOW + to * 1000 };
}

export function trackRepositoryContract(adapter: string, open: () => Promise<Opened<TrackRepository>>): void {
  quarterHoursContract(adapter, open);

  describe(`TrackRepository on ${adapter}`, () => {
    let tracks: TrackRepository;
    openBeforeEach(open, (port) => (tracks = port));

    const instants = async (userId = 'ann') => (await tracks.points(userId, ALL, 5_000)).map((point) => point.at);

    describe('keeps heads', () => {
      it('of version 0 and clean for a user never marked', async () => {
        expect(await tracks.head('ann')).to.deep.equal({ version: 0, dirtyFrom: null, dirtyTo: null });
        expect(await tracks.markClean('ann', 0)).to.equal(false);
      });

      it('that each mark widens and raises by one', async () => {
        expect(await tracks.markDirty('ann', 20, 30)).to.deep.equal({ version: 1, dirtyFrom: 20, dirtyTo: 30 });
        expect(await tracks.markDirty('ann', 22, 25)).to.deep.equal({ version: 2, dirtyFrom: 20, dirtyTo: 30 });
        expect(await tracks.markDirty('ann', 10, 15)).to.deep.equal({ version: 3, dirtyFrom: 10, dirtyTo: 30 });
        const widest = await tracks.markDirty('ann', 40, 50);
        expect(widest).to.deep.equal({ version: 4, dirtyFrom: 10, dirtyTo: 50 });
        expect(await tracks.head('ann')).to.deep.equal(widest);
      });

      it('that count every one of racing marks, each with a version of its own', async () => {
        const heads = await Promise.all(
          Array.from({ length: 20 }, (_, index) => tracks.markDirty('ann', NOW - index, NOW + index)),
        );
        const versions = heads.map(({ version }) => version).toSorted((a, b) => a - b);
        expect(versions).to.deep.equal(Array.from({ length: 20 }, (_, index) => index + 1));
        expect(await tracks.head('ann')).to.deep.equal({ version: 20, dirtyFrom: NOW - 19, dirtyTo: NOW + 19 });
      });

      it('that are cleaned under their version only, and keep it', async () => {
        await tracks.markDirty('ann', 10, 20);
        await tracks.markDirty('ann', 10, 20);
        expect(await tracks.markClean('ann', 1)).to.equal(false);
        expect((await tracks.head('ann')).dirtyFrom).to.equal(10);
        expect(await tracks.markClean('ann', 2)).to.equal(true);
        expect(await tracks.head('ann')).to.deep.equal({ version: 2, dirtyFrom: null, dirtyTo: null });
        expect(await tracks.markDirty('ann', 30, 40)).to.deep.equal({ version: 3, dirtyFrom: 30, dirtyTo: 40 });
      });

      it('and lists the users of dirty ones by id, page by page', async () => {
        for (const userId of ['dee', 'bob', 'eve', 'ann', 'cem']) await tracks.markDirty(userId, 1, 2);
        await tracks.markClean('cem', 1);
        expect(await tracks.dirty(3)).to.deep.equal(['ann', 'bob', 'dee']);
        expect(await tracks.dirty(3, 'dee')).to.deep.equal(['eve']);
        expect(await tracks.dirty(3, 'eve')).to.deep.equal([]);
        await tracks.markDirty('cem', 1, 2);
        expect(await tracks.dirty(1, 'bob')).to.deep.equal(['cem']);
      });
    });

    describe('keeps points', () => {
      it('by user, ascending and descending, of [from, to), at most so many', async () => {
        expect(await tracks.points('ann', ALL, 10)).to.deep.equal([]);
        await tracks.putPoints('ann', [at(3), at(1), at(4), at(2)]);
        await tracks.putPoints('bob', [at(2)]);
        await tracks.putPoints('ann', []);
        expect(await tracks.points('ann', range(1, 4), 10)).to.deep.equal([at(1), at(2), at(3)]);
        expect(await tracks.latestPoints('ann', range(1, 4), 10)).to.deep.equal([at(3), at(2), at(1)]);
        expect(await tracks.points('ann', ALL, 2)).to.deep.equal([at(1), at(2)]);
        expect(await tracks.latestPoints('ann', ALL, 2)).to.deep.equal([at(4), at(3)]);
        expect(await tracks.latestPoints('bob', ALL, 2)).to.deep.equal([at(2)]);
      });

      it('with every field as it was given', async () => {
        const bare = { at: NOW, latitude: -90, longitude: 180, accuracy: null, altitude: null, speed: null };
        const points = [
          { ...bare, startsSegment: true },
          { ...FIX, at: NOW + 1, latitude: 1 / 3, longitude: 1e-7, accuracy: 0 },
        ];
        await tracks.putPoints('ann', points);
        expect(await tracks.points('ann', ALL, 10)).to.deep.equal(points);
      });

      it('one an instant: the preferred of two, whichever came first', async () => {
        const pairs = WORSE_TO_BETTER.flatMap((worse, index) =>
          WORSE_TO_BETTER.slice(index).map((better) => ({ worse, better })),
        ).map(({ worse, better }, second) => ({
          worse: { ...worse, at: NOW + second * 1000 },
          better: { ...better, at: NOW + second * 1000 },
        }));
        const [worse, better] = [pairs.map((pair) => pair.worse), pairs.map((pair) => pair.better)];
        expect(pairs.map((pair) => preferred(pair.worse, pair.better))).to.deep.equal(better);
        await tracks.putPoints('ann', worse);
        await tracks.putPoints('ann', better);
        expect(await tracks.points('ann', ALL, 100)).to.deep.equal(better);
        await tracks.putPoints('bob', better);
        await tracks.putPoints('bob', worse);
        expect(await tracks.points('bob', ALL, 100)).to.deep.equal(better);
      });

      it('one an instant of a batch that repeats itself', async () => {
        await tracks.putPoints('ann', [at(1), at(2, 9), at(2, 7), at(2, 8), at(1)]);
        expect(await tracks.points('ann', ALL, 10)).to.deep.equal([at(1), at(2, 7)]);
      });

      it('one an instant, the preferred, when writers race', async () => {
        const accuracies = [5, 3, 9, 1, 7, 2, 8, 4, 6, 10];
        await Promise.all(
          accuracies.map((accuracy, writer) =>
            // Each writer has the best point of one of the seconds.
            tracks
              .putPoints(
                'ann',
                accuracies.map((_, second) => at(second, (accuracy + second) % 10)),
              )
              .then(() => tracks.putPoints('ann', [at(100 + writer)])),
          ),
        );
        const stored = await tracks.points('ann', ALL, 100);
        expect(stored.slice(0, 10)).to.deep.equal(accuracies.map((_, second) => at(second, 0)));
        expect(stored).to.have.length(20);
      });

      it('of a batch of a thousand', async () => {
        const batch = Array.from({ length: 1_000 }, (_, second) => at(second));
        await tracks.putPoints('ann', batch);
        await tracks.putPoints('ann', batch.toReversed());
        expect(await tracks.points('ann', ALL, 5_000)).to.deep.equal(batch);
      });

      it('apart from those of its callers', async () => {
        const given = { ...FIX };
        await tracks.putPoints('ann', [given]);
        given.latitude = 0;
        const [read] = (await tracks.points('ann', ALL, 1)) as readonly { latitude: number }[];
        if (read !== undefined) read.latitude = 0;
        expect(await tracks.points('ann', ALL, 1)).to.deep.equal([FIX]);
      });
    });

    describe('removes points', () => {
      it('of [from, to) of the user, and drops what arrives for it later', async () => {
        for (const userId of ['ann', 'bob']) await tracks.putPoints(userId, [at(1), at(2), at(3), at(4)]);
        await tracks.removePoints('ann', range(2, 4), LATER);
        expect(await instants()).to.deep.equal([at(1).at, at(4).at]);
        expect(await instants('bob')).to.have.length(4);
        await tracks.putPoints('ann', [at(1, 1), at(2, 1), at(3.999), at(4, 1), at(5)]);
        expect(await tracks.points('ann', ALL, 10)).to.deep.equal([at(1, 1), at(4, 1), at(5)]);
        await tracks.putPoints('bob', [at(2, 1)]);
        expect((await tracks.points('bob', range(2, 3), 1))[0]?.accuracy).to.equal(1);
      });

      it('and drops what arrives under any of several tombstones', async () => {
        await tracks.removePoints('ann', range(0, 100), LATER);
        await tracks.removePoints('ann', range(10, 20), LATER);
        await tracks.removePoints('ann', range(200, 300), LATER);
        await tracks.putPoints(
          'ann',
          [0, 15, 99, 100, 199, 200, 299, 300].map((second) => at(second)),
        );
        expect(await instants()).to.deep.equal([100, 199, 300].map((second) => at(second).at));
      });

      it('also while they are being put', async () => {
        const batch = Array.from({ length: 200 }, (_, second) => at(second));
        await Promise.all([
          tracks.putPoints('ann', batch),
          tracks.removePoints('ann', range(50, 150), LATER),
          tracks.putPoints('ann', batch),
        ]);
        expect(await tracks.points('ann', range(50, 150), 1_000)).to.deep.equal([]);
        expect(await instants()).to.have.length(100);
      });

      it('that are too old, of all users, and says how many; and notes from when on they are kept', async () => {
        expect(await tracks.retainedFrom()).to.equal(0);
        await tracks.putPoints('ann', [at(1), at(2), at(3)]);
        await tracks.putPoints('bob', [at(1), at(2)]);
        expect(await tracks.removePointsBefore(at(2).at, LATER)).to.equal(2);
        expect(await instants()).to.deep.equal([at(2).at, at(3).at]);
        expect(await instants('bob')).to.deep.equal([at(2).at]);
        expect(await tracks.retainedFrom()).to.equal(at(2).at);
        expect(await tracks.removePointsBefore(at(1).at, LATER)).to.equal(0);
        expect(await tracks.retainedFrom()).to.equal(at(2).at);
        await tracks.removePointsBefore(at(3).at, LATER);
        expect(await tracks.retainedFrom()).to.equal(at(3).at);
      });

      it('and with those that are too old the tombstones that have ended', async () => {
        await tracks.removePoints('ann', range(0, 10), LATER);
        await tracks.removePoints('ann', range(20, 30), LATER + 1);
        await tracks.removePointsBefore(0, LATER - 1);
        await tracks.putPoints('ann', [at(5), at(25)]);
        expect(await instants()).to.deep.equal([]);
        await tracks.removePointsBefore(0, LATER);
        await tracks.putPoints('ann', [at(5), at(25)]);
        expect(await instants()).to.deep.equal([at(5).at]);
      });
    });

    it('removes all of a user, and only of that user; twice is once', async () => {
      for (const userId of ['ann', 'bob']) {
        await tracks.markDirty(userId, NOW, NOW);
        await tracks.putPoints(userId, [at(1)]);
        await tracks.removePoints(userId, range(5, 6), LATER);
      }
      await tracks.remove('ann');
      await tracks.remove('ann');
      expect(await tracks.head('ann')).to.deep.equal({ version: 0, dirtyFrom: null, dirtyTo: null });
      expect(await tracks.dirty(10)).to.deep.equal(['bob']);
      expect(await instants()).to.deep.equal([]);
      expect(await instants('bob')).to.deep.equal([at(1).at]);
      await tracks.putPoints('ann', [at(5)]);
      expect(await instants()).to.deep.equal([at(5).at]);
    });
  });
}
