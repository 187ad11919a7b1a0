import { expect } from 'chai';
import { KafkaDeadLetterStore } from '../../../src/adapters/kafka/kafka-dead-letter-store.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { DomainError } from '../../../src/domain/errors.js';
import { deadLetterStoreContract } from '../../contracts/dead-letter-store.contract.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith } from '../../servers.js';
import { openKafka } from './open-kafka.js';

describeWith('kafka', 'KafkaDeadLetterStore', (brokers) => {
  deadLetterStoreContract('Kafka', () => openKafka(brokers));
});

describe('KafkaDeadLetterStore without Kafka', () => {
  it('says that the event log is away', async () => {
    const store = new KafkaDeadLetterStore({ brokers: ['127.0.0.1:1'], prefix: '' }, new SystemClock(), quietLog);
    const refused = await store.start().catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DomainError).with.property('code', 'event-log-unavailable');
    await store.stop();
  });
});
