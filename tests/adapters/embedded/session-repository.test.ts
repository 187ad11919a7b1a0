import { EmbeddedSessionRepository } from '../../../src/adapters/embedded/embedded-session-repository.js';
import { sessionRepositoryContract } from '../../contracts/session-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

sessionRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedSessionRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
