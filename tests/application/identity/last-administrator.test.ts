import { EmbeddedUserRepository } from '../../../src/adapters/embedded/embedded-user-repository.js';
import { openEmbedded } from '../../stores.js';
import { lastAdministrator } from './last-administrator.js';

lastAdministrator(
  'the embedded store',
  openEmbedded((database) => new EmbeddedUserRepository(database)),
);
