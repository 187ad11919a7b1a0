import { MongoWaterDayRepository } from '../../../src/adapters/mongo/mongo-water-day-repository.js';
import { waterDayRepositoryContract } from '../../contracts/water-day-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openMongo } from '../../stores.js';

describeWith('mongo', 'MongoWaterDayRepository', (url) => {
  waterDayRepositoryContract('MongoDB', async () => {
    const mongo = await openMongo(url);
    const port = new MongoWaterDayRepository(mongo.connection);
    await mongo.createIndexes();
    return { port, close: () => mongo.stop() };
  });
});
