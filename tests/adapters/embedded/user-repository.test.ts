import { EmbeddedUserRepository } from '../../../src/adapters/embedded/embedded-user-repository.js';
import { userRepositoryContract } from '../../contracts/user-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

userRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedUserRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
