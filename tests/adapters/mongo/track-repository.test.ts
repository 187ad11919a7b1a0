import { MongoTrackRepository } from '../../../src/adapters/mongo/mongo-track-repository.js';
import { trackRepositoryContract } from '../../contracts/track-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openMongo } from '../../stores.js';

describeWith('mongo', 'MongoTrackRepository', (url) => {
  trackRepositoryContract('MongoDB', async () => {
    const mongo = await openMongo(url);
    const port = new MongoTrackRepository(mongo.connection);
    await mongo.createIndexes();
    return { port, close: () => mongo.stop() };
  });
});
