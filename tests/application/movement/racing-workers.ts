import { expect } from 'chai';
import fc from 'fast-check';
import type { GpsPoint } from '../../../src/domain/movement/gps-point.js';
import { NEVER_TRACKED, trackedUntil } from '../../../src/domain/movement/tracking.js';
import { anyTrack, foldAll, NOON, runs, SETTINGS } from '../../domain/movement/tracks.js';
import { MovementWorld, type MovementStores } from './movement-world.js';
import { RacingCalls } from './racing-calls.js';

const MINUTE = 60_000;

/** Several folds of one track at once, on any stores. @param share of the runs, where stores are slow */
export function racingWorkers(stores: string, open: () => Promise<MovementStores>, share = 1): void {
  describe(`Workers that race on ${stores}`, () => {
    const calls = new RacingCalls();
    let world: MovementWorld;
    before(async () => {
      world = new MovementWorld(4, (port) => calls.through(port), await open());
    });
    after(() => world.close());

    async function expectTruth(userId: string): Promise<void> {
      const until = trackedUntil((await world.tracking.get(userId)) ?? NEVER_TRACKED);
      expect(await world.quarters(userId)).to.deep.equal(foldAll(await world.points(userId), SETTINGS, until));
    }

    const halves = (track: readonly GpsPoint[]): readonly (readonly GpsPoint[])[] => [
      track.filter((_, index) => index % 2 === 0),
      track.filter((_, index) => index % 2 === 1),
    ];

    it('over one user count all points, in whatever order their calls arrive', async () => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), anyTrack, async (scheduler, track) => {
          const userId = await world.walker();
          const [some, others] = halves(track).map((points) => world.eventOf(userId, points));
          const again = world.eventOf(userId, track.slice(-5));
          await calls.race(
            scheduler,
            [some!, others!, again].map((event) => () => world.accumulate.execute(event)),
          );
          expect(await world.points(userId)).to.deep.equal(track);
          await expectTruth(userId);
          expect((await world.tracks.head(userId)).dirtyFrom).to.equal(null);
        }),
        runs(200 * share),
      );
    });

    it('with a deletion, a pause and the sweep leave what the points and the word say', async () => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), anyTrack, fc.nat(60), async (scheduler, track, start) => {
          const userId = await world.walker();
          const [some, others] = halves(track).map((points) => world.eventOf(userId, points));
          await world.accumulate.execute(some!);
          const from = NOON + start * MINUTE;
          await calls.race(scheduler, [
            () => world.accumulate.execute(others!),
            () => world.deletePoints.execute({ userId, from, to: from + 10 * MINUTE }),
            () => world.setTracking.execute({ userId, active: false, since: from + 15 * MINUTE }),
            () => world.sweep.execute(),
          ]);
          await world.work();
          await expectTruth(userId);
        }),
        runs(200 * share),
      );
    });
  });
}
