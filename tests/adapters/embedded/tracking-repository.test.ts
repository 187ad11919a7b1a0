import { EmbeddedTrackingRepository } from '../../../src/adapters/embedded/embedded-tracking-repository.js';
import { trackingRepositoryContract } from '../../contracts/tracking-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

trackingRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedTrackingRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
