import { EmbeddedPresence } from '../../../src/adapters/embedded/embedded-presence.js';
import { presenceContract } from '../../contracts/presence.contract.js';

presenceContract('memory', () => Promise.resolve({ port: new EmbeddedPresence(), close: () => Promise.resolve() }));
