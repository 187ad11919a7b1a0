import { EmbeddedAlertRepository } from '../../../src/adapters/embedded/embedded-alert-repository.js';
import { alertRepositoryContract } from '../../contracts/alert-repository.contract.js';
import { openEmbedded } from '../../stores.js';

alertRepositoryContract(
  'libsql',
  openEmbedded((database) => new EmbeddedAlertRepository(database)),
);
