import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import { readGpx } from '../../../src/adapters/gpx/read-gpx.js';
import { karneyMetres } from '../../../src/domain/movement/geodesic.js';
import { preferred, readGpsPoint, type GpsPoint } from '../../../src/domain/movement/gps-point.js';
import { NEVER_TRACKED, trackedUntil } from '../../../src/domain/movement/tracking.js';
import { toIso } from '../../../src/domain/time/instant.js';
import { alwaysTracked, anyTrack, foldAll, NOON, place, runs, SETTINGS, total } from '../../domain/movement/tracks.js';
import { MortalCalls } from './mortal-calls.js';
import { MovementWorld, type MovementStores } from './movement-world.js';

const MINUTE = 60_000;

/** The same points in another order, some twice, in batches of any size. */
const anyDelivery = anyTrack.chain((track) =>
  fc.record({
    track: fc.constant(track),
    sent: fc
      .tuple(
        fc.shuffledSubarray([...track], { minLength: track.length, maxLength: track.length }),
        fc.subarray([...track]),
      )
      .map(([all, again]) => [...all, ...again]),
    cuts: fc.uniqueArray(fc.nat(80), { maxLength: 6 }),
    lives: fc.array(fc.nat(30), { maxLength: 6 }),
  }),
);

function batches(points: readonly GpsPoint[], cuts: readonly number[]): readonly (readonly GpsPoint[])[] {
  const edges = [0, ...cuts.toSorted((a, b) => a - b), points.length];
  return edges.slice(1).map((edge, index) => points.slice(edges[index], edge));
}

/** What makes hours a function of the stored points, on any stores. @param share of the runs, where stores are slow */
export function hoursInAnyOrder(stores: string, open: () => Promise<MovementStores>, share = 1): void {
  describe(`Hours of a track on ${stores}`, () => {
    const mortal = new MortalCalls();
    let world: MovementWorld;
    before(async () => {
      world = new MovementWorld(4, (port) => mortal.through(port), await open());
    });
    after(() => world.close());

    it('are the same to the bit in any order, doubled, split, and across crashes anywhere', async () => {
      await fc.assert(
        fc.asyncProperty(anyDelivery, async ({ track, sent, cuts, lives }) => {
          mortal.start();
          const userId = await world.walker();
          for (const batch of batches(sent, cuts)) {
            const event = world.eventOf(userId, batch);
            await mortal.untilDone(lives, () => world.accumulate.execute(event));
          }
          expect(await world.points(userId)).to.deep.equal(track);
          expect(await world.quarters(userId)).to.deep.equal(foldAll(track));
          expect((await world.tracks.head(userId)).dirtyFrom).to.equal(null);
        }),
        runs(150 * share),
      );
    });

    it('are the same to the bit whichever call a worker dies at while it folds a late point through many quarter-hours', async () => {
      // At rest all points are held to the first one: a late first point changes every state behind it.
      const track = Array.from({ length: 24 }, (_, index) =>
        place(NOON + index * 4 * MINUTE, index, 0, { accuracy: 30 }),
      );
      const [late, ...others] = track;
      for (let calls = 0; calls < 40; calls += 1) {
        const userId = await world.walker();
        await world.accumulate.execute(world.eventOf(userId, others));
        const event = world.eventOf(userId, [late!]);
        await mortal.untilDone([calls], () => world.accumulate.execute(event));
        expect(await world.quarters(userId)).to.deep.equal(foldAll(track));
      }
    });

    it('are the same to the bit when several workers fold one user at once', async () => {
      await fc.assert(
        fc.asyncProperty(anyDelivery, async ({ track, sent, cuts }) => {
          mortal.start();
          const userId = await world.walker();
          const events = batches(sent, cuts).map((batch) => world.eventOf(userId, batch));
          await Promise.all(events.map((event) => world.accumulate.execute(event)));
          expect(await world.quarters(userId)).to.deep.equal(foldAll(track));
          expect((await world.tracks.head(userId)).dirtyFrom).to.equal(null);
        }),
        runs(100 * share),
      );
    });

    it('are the same when workers crash beside others that do not', async () => {
      await fc.assert(
        fc.asyncProperty(anyDelivery, async ({ track, sent, cuts, lives }) => {
          mortal.start();
          const userId = await world.walker();
          const events = batches(sent, cuts).map((batch) => world.eventOf(userId, batch));
          mortal.start(lives[0] ?? 5);
          const outcomes = await Promise.allSettled(events.map((event) => world.accumulate.execute(event)));
          mortal.start();
          for (const [index, event] of events.entries()) {
            if (outcomes[index]?.status === 'rejected') await world.accumulate.execute(event);
          }
          await world.sweep.execute();
          expect(await world.quarters(userId)).to.deep.equal(foldAll(track));
        }),
        runs(100 * share),
      );
    });

    it('follow from the points and the word that stand, whatever was deleted and switched in between', async () => {
      const range = fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 120 }));
      const step = fc.oneof(
        fc.record({ kind: fc.constant('delete' as const), range }),
        fc.record({ kind: fc.constant('pause' as const), range }),
        fc.record({ kind: fc.constant('send' as const), range }),
      );
      await fc.assert(
        fc.asyncProperty(
          anyDelivery,
          fc.array(step, { maxLength: 8 }),
          fc.array(fc.nat(20), { maxLength: 3 }),
          async (delivery, steps, lives) => {
            mortal.start();
            const userId = await world.walker();
            await world.accumulate.execute(world.eventOf(userId, delivery.sent));
            for (const {
              kind,
              range: [start, length],
            } of steps) {
              const [from, to] = [NOON + start * MINUTE, NOON + (start + length) * MINUTE];
              const inRange = delivery.track.filter(({ at }) => at >= from && at < to);
              if (kind === 'delete') {
                await mortal.untilDone(lives, () => world.deletePoints.execute({ userId, from, to }));
              } else if (kind === 'pause') {
                await mortal.untilDone(lives, async () => {
                  await world.setTracking.execute({ userId, active: false, since: from });
                  await world.setTracking.execute({ userId, active: true, since: to });
                });
                mortal.start();
                await world.work();
              } else await world.accumulate.execute(world.eventOf(userId, inRange));
            }
            await world.sweep.execute();
            const until = trackedUntil((await world.tracking.get(userId)) ?? NEVER_TRACKED);
            expect(await world.quarters(userId)).to.deep.equal(foldAll(await world.points(userId), SETTINGS, until));
          },
        ),
        runs(150 * share),
      );
    });

    it('are the same to the bit for the sample walk, shuffled, doubled and dying, and sum to its geodesic length', async () => {
      const raws = (await Readable.from(readGpx(createReadStream('samples/walk.gpx'))).toArray()) as { at: string }[];
      const first = Date.parse(raws[0]!.at);
      const moved = raws.map((raw) => ({ ...raw, at: toIso(NOON + Date.parse(raw.at) - first) }));
      const track = moved.map((raw) => readGpsPoint(raw, world.clock.now()) as GpsPoint);
      const whole = foldAll(track);
      const length = track.reduce((sum, point, index) => {
        const before = track[index - 1];
        return before === undefined || point.startsSegment ? sum : sum + karneyMetres(before, point);
      }, 0);
      expect(total(whole)).to.be.closeTo(length, length * 1e-7);
      const order = fc.shuffledSubarray(track, { minLength: track.length, maxLength: track.length });
      await fc.assert(
        fc.asyncProperty(order, fc.array(fc.nat(30), { maxLength: 3 }), async (sent, lives) => {
          mortal.start();
          const userId = await world.walker();
          for (const batch of batches([...sent, ...sent.slice(50, 90)], [40, 130, 250])) {
            const event = world.eventOf(userId, batch);
            await mortal.untilDone(lives, () => world.accumulate.execute(event));
          }
          expect(await world.quarters(userId)).to.deep.equal(whole);
        }),
        runs(10 * share),
      );
    });

    it('take the better of two positions at one instant, whichever comes first', async () => {
      await fc.assert(
        fc.asyncProperty(anyTrack, anyTrack, fc.boolean(), async (track, others, first) => {
          mortal.start();
          const userId = await world.walker();
          const rivals = others.slice(0, track.length).map((other, index) => ({ ...other, at: track[index]!.at }));
          for (const points of first ? [track, rivals] : [rivals, track]) {
            await world.accumulate.execute(world.eventOf(userId, points));
          }
          const best = track.map((point, index) =>
            rivals[index] === undefined ? point : preferred(point, rivals[index]),
          );
          expect(await world.quarters(userId)).to.deep.equal(foldAll(best, SETTINGS, alwaysTracked));
        }),
        runs(50 * share),
      );
    });
  });
}
