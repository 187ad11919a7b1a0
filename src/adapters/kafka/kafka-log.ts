import { logLevel, type logCreator } from 'kafkajs';
import type { Log } from '../../application/ports/log.js';

/** Repeat every try of every connection while a broker is away; who uses the connection says it once. */
const TALKATIVE = ['Connection', 'BrokerPool'];

/**
 * kafkajs in our log. Its errors are things it tries again by itself, so they are warnings here. It takes an error
 * thrown by a logger for one of its own and gives up, so nothing may be thrown; and what it adds may be anything.
 */
export function kafkaLogCreator(log: Log): logCreator {
  return () => (entry) => {
    try {
      const { message, error, broker, groupId, retryCount } = entry.log as Readonly<Record<string, unknown>>;
      const fields = {
        namespace: entry.namespace,
        ...(error === undefined ? {} : { error: error instanceof Error ? error.message : JSON.stringify(error) }),
        ...(broker === undefined ? {} : { broker }),
        ...(groupId === undefined ? {} : { groupId }),
        ...(retryCount === undefined ? {} : { retryCount }),
      };
      const text = `kafka: ${String(message)}`;
      if (entry.level === logLevel.ERROR && !TALKATIVE.includes(entry.namespace)) log.warn(fields, text);
      else log.debug(fields, text);
    } catch {
      // A line that cannot be written is lost: there is nowhere to say so.
    }
  };
}
