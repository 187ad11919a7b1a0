import { EmbeddedBroadcastRepository } from '../../../src/adapters/embedded/embedded-broadcast-repository.js';
import { broadcastRepositoryContract } from '../../contracts/broadcast-repository.contract.js';
import { openEmbedded } from '../../stores.js';

broadcastRepositoryContract(
  'libsql',
  openEmbedded((database) => new EmbeddedBroadcastRepository(database)),
);
