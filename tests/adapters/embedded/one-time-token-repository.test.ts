import { EmbeddedOneTimeTokenRepository } from '../../../src/adapters/embedded/embedded-one-time-token-repository.js';
import { oneTimeTokenRepositoryContract } from '../../contracts/one-time-token-repository.contract.js';
import { openEmbedded } from '../../stores.js';

oneTimeTokenRepositoryContract(
  'libsql',
  openEmbedded((database) => new EmbeddedOneTimeTokenRepository(database)),
);
