import { ContainerModule } from 'inversify';
import type { KafkaSettings } from '../config/settings.js';
import { KafkaEventLog } from '../kafka/kafka-event-log.js';
import { CLOCK, EVENT_LOG, LOG, token } from './tokens.js';

export const KAFKA = token<KafkaEventLog>('KafkaEventLog');

/** The event log on Kafka. */
export function kafkaModule(settings: KafkaSettings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(KAFKA).toDynamicValue((c) => new KafkaEventLog(settings, c.get(CLOCK), c.get(LOG)));
    bind(EVENT_LOG).toService(KAFKA);
  });
}
