import { EmbeddedUserRepository } from '../../../src/adapters/embedded/embedded-user-repository.js';
import { userRepositoryContract } from '../../contracts/user-repository.contract.js';
import { openEmbedded } from '../../stores.js';

userRepositoryContract(
  'libsql',
  openEmbedded((database) => new EmbeddedUserRepository(database)),
);
