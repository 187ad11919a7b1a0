import type { EventOf } from '../../../src/application/events.js';
import { EmbeddedDatabase } from '../../../src/adapters/embedded/embedded-database.js';
import { EmbeddedEventLog } from '../../../src/adapters/embedded/embedded-event-log.js';
import { MIGRATIONS } from '../../../src/adapters/embedded/schema.js';
import { posted } from '../../contracts/event-log.contract.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';

// A process to be killed: one event is done, one in hand for ever, two wait.
const [directory = ''] = process.argv.slice(2);
const database = new EmbeddedDatabase(directory, MIGRATIONS);
const log = new EmbeddedEventLog(database, new ManualClock('2026-11-21T10:00:00Z'), quietLog);
const inHand = new Promise<void>((resolve, reject) => {
  const handle = (event: EventOf<'notification.posted'>): Promise<void> => {
    if (event.data.message === 'done') return Promise.resolve();
    resolve();
    return new Promise(() => undefined);
  };
  log.subscribe({ group: 'notification-routing', types: ['notification.posted'], handle }).catch(reject);
});
await log.publish(posted('ann', 'done'));
await log.idle();
await Promise.all(['in hand', 'waits'].map((message) => log.publish(posted('ann', message))));
await log.publish(posted('bob', 'of another'));
await inHand;
process.send?.('ready');
