import { hoursInAnyOrder } from './hours-in-any-order.js';
import { openEmbeddedStores } from './movement-world.js';

hoursInAnyOrder('the embedded stores', () => Promise.resolve(openEmbeddedStores()));
