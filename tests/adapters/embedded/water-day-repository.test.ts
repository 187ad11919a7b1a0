import { EmbeddedWaterDayRepository } from '../../../src/adapters/embedded/embedded-water-day-repository.js';
import { waterDayRepositoryContract } from '../../contracts/water-day-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

waterDayRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedWaterDayRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
