import { EmbeddedOneTimeTokenRepository } from '../../../src/adapters/embedded/embedded-one-time-token-repository.js';
import { oneTimeTokenRepositoryContract } from '../../contracts/one-time-token-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

oneTimeTokenRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedOneTimeTokenRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
