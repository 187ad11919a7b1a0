import { Kafka, logLevel } from 'kafkajs';
import type { Log } from '../../application/ports/log.js';
import { kafkaLogCreator } from './kafka-log.js';

/** A client of the brokers. @param retries of a request, at first after a tenth of a second, in the end after one each */
export function kafkaClient(brokers: readonly string[], retries: number, log: Log): Kafka {
  return new Kafka({
    clientId: 'streakline',
    brokers: [...brokers],
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    retry: { retries, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: logLevel.WARN,
    logCreator: kafkaLogCreator(log),
  });
}
