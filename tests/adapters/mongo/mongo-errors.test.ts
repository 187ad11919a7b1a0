import { expect } from 'chai';
import { mongo } from 'mongoose';
import { answerOf } from '../../../src/adapters/mongo/mongo-errors.js';

describe('What MongoDB answers', () => {
  const broken = Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET', syscall: 'write' });
  const bulk = new mongo.MongoBulkWriteError(broken, {} as never);
  const failures = {
    'a connection that broke as it was written to': broken,
    'a bulk write over a connection that broke': bulk,
    'a connection that the driver saw break': new mongo.MongoNetworkError('connection closed'),
    'a server that is shutting down': new mongo.MongoServerError({ message: 'shutting down', code: 91 }),
  };
  for (const [title, failure] of Object.entries(failures)) {
    it(`is that the store is away, after ${title}`, async () => {
      const error = await answerOf(Promise.reject(failure)).catch((reason: unknown) => reason);
      expect(error).to.deep.include({ kind: 'unavailable', code: 'storage-unavailable', details: { retryAfter: 2 } });
      expect(error).to.have.property('cause', failure);
    });
  }

  it('is an error as it came when the server refuses', async () => {
    const refusal = new mongo.MongoServerError({ message: 'duplicate', code: 11000 });
    expect(await answerOf(Promise.reject(refusal)).catch((reason: unknown) => reason)).to.equal(refusal);
    const mistake = new TypeError('no such field');
    expect(await answerOf(Promise.reject(mistake)).catch((reason: unknown) => reason)).to.equal(mistake);
  });
});
