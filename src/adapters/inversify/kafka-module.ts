import { ContainerModule } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import { KafkaEventLog } from '../kafka/kafka-event-log.js';
import { CLOCK, EVENT_LOG, LOG } from './tokens.js';

export const KAFKA: ServiceIdentifier<KafkaEventLog> = Symbol('KafkaEventLog');

/** As many workers can share a topic. Chosen once: more partitions would send a user's events elsewhere. */
const PARTITIONS = 6;

/** The event log on Kafka. */
export function kafkaModule(settings: {
  readonly brokers: readonly string[];
  readonly prefix: string;
}): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(KAFKA)
      .toDynamicValue((c) => new KafkaEventLog({ ...settings, partitions: PARTITIONS }, c.get(CLOCK), c.get(LOG)))
      .inSingletonScope();
    bind(EVENT_LOG).toService(KAFKA);
  });
}
