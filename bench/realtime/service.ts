/** Our service as the environment describes it, in a process that answers the benchmark. */
import { readSettings } from '../../src/adapters/config/read-settings.js';
import { createService } from '../../src/adapters/inversify/create-service.js';
import { answer } from './child.js';
import { memory } from './memory.js';

const service = createService(readSettings(process.env));

answer({
  start: () => service.start(),
  stop: () => service.stop(),
  memory,
});
