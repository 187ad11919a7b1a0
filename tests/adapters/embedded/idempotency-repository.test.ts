import { EmbeddedIdempotencyRepository } from '../../../src/adapters/embedded/embedded-idempotency-repository.js';
import { idempotencyRepositoryContract } from '../../contracts/idempotency-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

idempotencyRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedIdempotencyRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
