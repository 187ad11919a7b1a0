import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { MongoConnection } from '../../../src/adapters/mongo/mongo-connection.js';
import { MongoTrackRepository } from '../../../src/adapters/mongo/mongo-track-repository.js';
import { MovementWorld, openEmbeddedStores } from '../../application/movement/movement-world.js';
import { quarterHour, quartersFrom } from '../../contracts/quarter-hours.js';
import { foldAll, NOON, place } from '../../domain/movement/tracks.js';
import { describeWith } from '../../servers.js';
import { openMongo } from '../../stores.js';

type Call = (...values: readonly unknown[]) => Promise<unknown>;
/** What becomes of a call to the server, the first of which is 1. */
type Fate = (call: () => Promise<unknown>, number: number, values: readonly unknown[]) => Promise<unknown>;

/** Three calls claim, the fourth asks whether it may, the fifth writes. */
const CALLS = [1, 2, 3, 4, 5];
const WRITE = 5;

/** Puts something in the way of all that is written to quarter-hours and heads through a connection. */
function intercept(connection: Connection, fate: Fate): void {
  let number = 0;
  for (const model of ['TrackHead', 'QuarterHour']) {
    const collection = connection.model(model).collection as unknown as Record<string, Call>;
    for (const method of ['bulkWrite', 'updateMany', 'updateOne', 'deleteMany']) {
      const original = collection[method]!.bind(collection);
      collection[method] = (...values) => {
        number += 1;
        return fate(() => original(...values), number, values);
      };
    }
  }
}

describeWith('mongo', 'Replacing quarter-hours on MongoDB, without a transaction,', (url) => {
  let mongo: MongoConnection;
  let other: MongoConnection;
  let tracks: MongoTrackRepository;
  /** Of a worker that something happens to. */
  let unlucky: MongoTrackRepository;
  beforeEach(async () => {
    mongo = await openMongo(url);
    tracks = new MongoTrackRepository(mongo.connection);
    await mongo.createIndexes();
    other = new MongoConnection(url, mongo.connection.name);
    unlucky = new MongoTrackRepository(other.connection);
    await other.start();
  });
  afterEach(async () => {
    await other.stop();
    await mongo.stop();
  });

  const range = quartersFrom(0, 5);
  const before = [0, 1, 4].map((index) => quarterHour(index, 1));
  const stale = [0, 2, 3].map((index) => quarterHour(index, 2));
  const newest = [1, 2].map((index) => quarterHour(index, 3));
  const all = () => tracks.quarters('ann', quartersFrom(-100, 100));

  /** Folds what the head says, as the next worker does. */
  const foldAgain = async () => {
    const { version, dirtyFrom, dirtyTo } = await tracks.markDirty('ann', range.from, range.from);
    expect({ dirtyFrom, dirtyTo }).to.deep.equal({ dirtyFrom: range.from, dirtyTo: range.to - 1 });
    expect(await tracks.replaceQuarters('ann', range, newest, version)).to.equal(true);
    expect(await tracks.markClean('ann', version)).to.equal(true);
  };

  beforeEach(async () => {
    const { version } = await tracks.markDirty('ann', range.from, range.to - 1);
    await tracks.replaceQuarters('ann', range, before, version);
    await tracks.markClean('ann', version);
  });

  for (const step of CALLS) {
    it(`does nothing to a newer worker that comes and goes before call ${step} of this one`, async () => {
      const { version } = await tracks.markDirty('ann', range.from, range.to - 1);
      intercept(other.connection, async (call, number) => {
        if (number === step) await foldAgain();
        return call();
      });
      expect(await unlucky.replaceQuarters('ann', range, stale, version)).to.equal(false);
      expect(await all()).to.deep.equal(newest);
      expect(await tracks.head('ann')).to.deep.include({ dirtyFrom: null, dirtyTo: null });
    });

    it(`leaves all as it was, and the range to be folded again, when it dies before call ${step}`, async () => {
      const { version } = await tracks.markDirty('ann', range.from, range.to - 1);
      intercept(other.connection, (call, number) => (number < step ? call() : Promise.reject(new Error('killed'))));
      const killed = unlucky.replaceQuarters('ann', range, stale, version).catch((error: unknown) => error);
      expect(await killed).to.have.property('message', 'killed');
      expect(await all()).to.deep.equal(before);
      await foldAgain();
      expect(await all()).to.deep.equal(newest);
    });
  }

  it('tells whoever comes next to fold the whole range, however little was dirty', async () => {
    const { version } = await tracks.markDirty('ann', range.from, range.from);
    intercept(other.connection, async (call, number) => {
      if (number === WRITE) await foldAgain();
      return call();
    });
    expect(await unlucky.replaceQuarters('ann', range, stale, version)).to.equal(false);
    expect(await all()).to.deep.equal(newest);
  });

  for (const writes of [1, 2, 3]) {
    it(`is made good by the next fold when it dies behind write ${writes}`, async () => {
      const { version } = await tracks.markDirty('ann', range.from, range.from);
      intercept(other.connection, async (call, number, [operations]) => {
        if (number < WRITE) return call();
        (operations as unknown[]).splice(writes);
        await call();
        throw new Error('killed');
      });
      const killed = unlucky.replaceQuarters('ann', range, stale, version).catch((error: unknown) => error);
      expect(await killed).to.have.property('message', 'killed');
      expect(await all()).not.to.deep.equal(before);
      await foldAgain();
      expect(await all()).to.deep.equal(newest);
    });
  }

  it('never brings back a quarter-hour whose points were deleted while it was about to be written', async () => {
    const stores = openEmbeddedStores();
    const world = new MovementWorld(7, (port) => port, { ...stores, tracks });
    const unluckyWorld = new MovementWorld(7, (port) => port, { ...stores, tracks: unlucky });
    const userId = await world.walker();
    const [kept, deleted] = [place(NOON, 0, 0), place(NOON + 50 * 60_000, 300, 0)];
    intercept(other.connection, async (call, number) => {
      if (number === WRITE) await world.deletePoints.execute({ userId, from: deleted.at, to: deleted.at + 1 });
      return call();
    });
    await unluckyWorld.accumulate.execute(world.eventOf(userId, [kept, deleted]));
    expect(await world.quarters(userId)).to.deep.equal(foldAll([kept]));
    expect((await tracks.head(userId)).dirtyFrom).to.equal(null);
    await stores.close();
  });

  it('leaves no claim behind where the version was wrong', async () => {
    expect(await tracks.replaceQuarters('bob', range, stale, 7)).to.equal(false);
    expect(await mongo.connection.model('QuarterHour').countDocuments({ userId: 'bob' })).to.equal(0);
  });
});
