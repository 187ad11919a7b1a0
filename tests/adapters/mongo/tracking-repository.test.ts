import { MongoTrackingRepository } from '../../../src/adapters/mongo/mongo-tracking-repository.js';
import { trackingRepositoryContract } from '../../contracts/tracking-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openMongo } from '../../stores.js';

describeWith('mongo', 'MongoTrackingRepository', (url) => {
  trackingRepositoryContract('MongoDB', async () => {
    const mongo = await openMongo(url);
    const port = new MongoTrackingRepository(mongo.connection);
    await mongo.createIndexes();
    return { port, close: () => mongo.stop() };
  });
});
