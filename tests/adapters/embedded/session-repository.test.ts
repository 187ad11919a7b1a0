import { EmbeddedSessionRepository } from '../../../src/adapters/embedded/embedded-session-repository.js';
import { sessionRepositoryContract } from '../../contracts/session-repository.contract.js';
import { openEmbedded } from '../../stores.js';

sessionRepositoryContract(
  'libsql',
  openEmbedded((database) => new EmbeddedSessionRepository(database)),
);
