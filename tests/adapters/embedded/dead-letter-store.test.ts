import { EmbeddedDeadLetterStore } from '../../../src/adapters/embedded/embedded-dead-letter-store.js';
import { EmbeddedEventLog } from '../../../src/adapters/embedded/embedded-event-log.js';
import { deadLetterStoreContract } from '../../contracts/dead-letter-store.contract.js';
import { manualTime } from '../../contracts/passing-time.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';
import { openEmbeddedDatabase } from '../../stores.js';

deadLetterStoreContract('libsql', () => {
  const clock = new ManualClock('2026-11-21T10:00:00Z');
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedEventLog(database, clock, quietLog),
    deadLetterStore: () => Promise.resolve(new EmbeddedDeadLetterStore(database, clock)),
    close: () => {
      database.close();
      return Promise.resolve();
    },
    ...manualTime(clock),
  });
});
