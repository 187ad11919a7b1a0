import type { DeadLetterStore } from '../../application/ports/dead-letter-store.js';
import type { Settings } from '../config/settings.js';
import { EmbeddedDatabase } from '../embedded/embedded-database.js';
import { EmbeddedDeadLetterStore } from '../embedded/embedded-dead-letter-store.js';
import { MIGRATIONS } from '../embedded/schema.js';
import { KafkaDeadLetterStore } from '../kafka/kafka-dead-letter-store.js';
import { PinoLog } from '../system/pino-log.js';
import { SystemClock } from '../system/system-clock.js';

export interface OpenDeadLetters {
  readonly store: DeadLetterStore;
  close(): Promise<void>;
}

/**
 * The dead letters of the event log of the settings, beside a service or without one. On the embedded store a service
 * that runs owns the file: it can be read then, not changed.
 */
export async function openDeadLetters(
  { kafka, dataDirectory }: Settings,
  access: 'own' | 'read',
): Promise<OpenDeadLetters> {
  const clock = new SystemClock();
  if (kafka === undefined) {
    const database = new EmbeddedDatabase(dataDirectory, MIGRATIONS, access);
    return {
      store: new EmbeddedDeadLetterStore(database, clock),
      close: () => {
        database.close();
        return Promise.resolve();
      },
    };
  }
  const store = new KafkaDeadLetterStore(kafka, clock, new PinoLog('error'));
  try {
    await store.start();
  } catch (error) {
    await store.stop();
    throw error;
  }
  return { store, close: () => store.stop() };
}
