import { EmbeddedUptimeRepository } from '../../../src/adapters/embedded/embedded-uptime-repository.js';
import { uptimeRepositoryContract } from '../../contracts/uptime-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

uptimeRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedUptimeRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
