import { EmbeddedIdempotencyRepository } from '../../../src/adapters/embedded/embedded-idempotency-repository.js';
import { idempotencyRepositoryContract } from '../../contracts/idempotency-repository.contract.js';
import { openEmbedded } from '../../stores.js';

idempotencyRepositoryContract(
  'libsql',
  openEmbedded((database) => new EmbeddedIdempotencyRepository(database)),
);
