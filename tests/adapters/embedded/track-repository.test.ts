import { EmbeddedTrackRepository } from '../../../src/adapters/embedded/embedded-track-repository.js';
import { trackRepositoryContract } from '../../contracts/track-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

trackRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedTrackRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
