import { expect } from 'chai';
import type { Model } from 'mongoose';
import {
  findStored,
  insertIfAbsent,
  updateStored,
  upsertStored,
  type Stored,
} from '../../../src/adapters/mongo/compare-and-set.js';
import type { MongoConnection } from '../../../src/adapters/mongo/mongo-connection.js';
import { isDuplicateKey } from '../../../src/adapters/mongo/mongo-errors.js';
import { storedSchema } from '../../../src/adapters/mongo/stored-schema.js';
import { describeWith } from '../../servers.js';
import { openMongo } from '../../stores.js';

interface StoredCount extends Stored {
  readonly count: number;
}

describeWith('mongo', 'Compare and set on MongoDB', (url) => {
  let mongo: MongoConnection;
  let counts: Model<StoredCount>;
  beforeEach(async () => {
    mongo = await openMongo(url);
    const schema = storedSchema<StoredCount>({ count: Number });
    schema.index({ count: 1 }, { unique: true });
    counts = mongo.connection.model<StoredCount>('Count', schema);
    await mongo.createIndexes();
  });
  afterEach(() => mongo.stop());

  it('counts every one of racing updates', async () => {
    await insertIfAbsent(counts, 'a', { count: 0 });
    await Promise.all(
      Array.from({ length: 20 }, () => updateStored(counts, 'a', ({ count }) => ({ count: count + 1 }))),
    );
    expect(await findStored(counts, 'a')).to.deep.equal({ _id: 'a', count: 20, revision: 20 });
  });

  it('counts every one of updates that race to make the document', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => upsertStored(counts, 'a', (stored) => ({ count: (stored?.count ?? 0) + 1 }))),
    );
    expect((await findStored(counts, 'a'))?.count).to.equal(20);
  });

  it('writes nothing when the change throws, and gives its error on', async () => {
    await insertIfAbsent(counts, 'a', { count: 1 });
    const failed = await updateStored(counts, 'a', () => {
      throw new Error('no');
    }).catch((error: unknown) => error);
    expect(failed).to.have.property('message', 'no');
    expect((await findStored(counts, 'a'))?.revision).to.equal(0);
  });

  it('writes nothing when the change returns what it was given', async () => {
    await insertIfAbsent(counts, 'a', { count: 1 });
    await updateStored(counts, 'a', (stored) => stored);
    await upsertStored(counts, 'a', (stored) => stored ?? { count: 2 });
    expect(await findStored(counts, 'a')).to.deep.equal({ _id: 'a', count: 1, revision: 0 });
  });

  it('inserts once under an id and under a unique value', async () => {
    expect(await insertIfAbsent(counts, 'a', { count: 1 })).to.equal(true);
    expect(await insertIfAbsent(counts, 'a', { count: 2 })).to.equal(false);
    expect(await insertIfAbsent(counts, 'b', { count: 1 })).to.equal(false);
    expect(await counts.countDocuments()).to.equal(1);
  });

  it('answers each of those that insert at once for itself, and one that does not fit spoils none', async () => {
    await insertIfAbsent(counts, 'a', { count: 1 });
    const misfit = { count: 'many' } as unknown as { count: number };
    const outcomes = await Promise.all([
      insertIfAbsent(counts, 'a', { count: 2 }),
      insertIfAbsent(counts, 'b', { count: 2 }),
      insertIfAbsent(counts, 'c', misfit).catch((error: unknown) => (error as Error).name),
      insertIfAbsent(counts, 'd', { count: 1 }),
      insertIfAbsent(counts, 'e', { count: 3 }),
    ]);
    expect(outcomes).to.deep.equal([false, true, 'ValidationError', false, true]);
    expect(await counts.find().distinct('_id')).to.have.members(['a', 'b', 'e']);
  });

  it('hands each of those that look at once a document of his own', async () => {
    await insertIfAbsent(counts, 'a', { count: 1 });
    const [first, nobody, second] = await Promise.all(['a', 'nobody', 'a'].map((id) => findStored(counts, id)));
    expect([first, nobody]).to.deep.equal([{ _id: 'a', count: 1, revision: 0 }, undefined]);
    expect(second).to.deep.equal(first);
    expect(second).to.not.equal(first);
  });

  it('tells a duplicate key from other errors', async () => {
    await insertIfAbsent(counts, 'a', { count: 1 });
    await insertIfAbsent(counts, 'b', { count: 2 });
    const taken = await updateStored(counts, 'b', () => ({ count: 1 })).catch((error: unknown) => error);
    expect(isDuplicateKey(taken)).to.equal(true);
    expect(isDuplicateKey(new Error('other'))).to.equal(false);
  });

  it('changes nothing under an unknown id', async () => {
    expect(await updateStored(counts, 'nobody', (stored) => stored)).to.equal(undefined);
    expect(await counts.countDocuments()).to.equal(0);
  });
});
