import { openEmbeddedStores } from './movement-world.js';
import { racingWorkers } from './racing-workers.js';

racingWorkers('the embedded stores', () => Promise.resolve(openEmbeddedStores()));
