import { MongoUptimeRepository } from '../../../src/adapters/mongo/mongo-uptime-repository.js';
import { uptimeRepositoryContract } from '../../contracts/uptime-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openMongo } from '../../stores.js';

describeWith('mongo', 'MongoUptimeRepository', (url) => {
  uptimeRepositoryContract('MongoDB', async () => {
    const mongo = await openMongo(url);
    const port = new MongoUptimeRepository(mongo.connection);
    await mongo.createIndexes();
    return { port, close: () => mongo.stop() };
  });
});
