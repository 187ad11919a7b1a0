import { EmbeddedAlertRepository } from '../../../src/adapters/embedded/embedded-alert-repository.js';
import { alertRepositoryContract } from '../../contracts/alert-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

alertRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedAlertRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
