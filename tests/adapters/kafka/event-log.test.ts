import { expect } from 'chai';
import kafkajs from 'kafkajs';
import { KafkaEventLog } from '../../../src/adapters/kafka/kafka-event-log.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import type { AppEvent } from '../../../src/application/events.js';
import { DomainError } from '../../../src/domain/errors.js';
import { eventLogContract, posted } from '../../contracts/event-log.contract.js';
import { eventually } from '../../eventually.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith } from '../../servers.js';
import { kafkaSettings, openKafka } from './open-kafka.js';

const { TOPIC } = kafkajs.ConfigResourceTypes;

async function configOf(admin: kafkajs.Admin, name: string, config: string): Promise<string | undefined> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: TOPIC, name, configNames: [config] }],
  });
  return resources[0]?.configEntries[0]?.configValue;
}

/** Snappy's format at its plainest: the length, then everything as one literal of up to 64 KiB. */
const snappy = {
  compress: ({ buffer }: { buffer: Buffer }): Promise<Buffer> => {
    const { length } = buffer;
    const size = [(length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, length >> 14];
    const literal = [61 << 2, (length - 1) & 0xff, (length - 1) >> 8];
    return Promise.resolve(Buffer.concat([Buffer.from([...size, ...literal]), buffer]));
  },
  decompress: (): Promise<Buffer> => Promise.reject(new Error('kafkajs cannot read this')),
};

const GOOD = posted('ann', 'good');

const POISON: Readonly<Record<string, { key: string | null; value: string | null; reason: RegExp }>> = {
  'no JSON': { key: 'ann', value: '{"half', reason: /^not JSON$/ },
  'no value': { key: 'ann', value: null, reason: /^no value$/ },
  'a wrong version': { key: 'ann', value: JSON.stringify({ ...GOOD, version: 2 }), reason: /version/ },
  'an unknown type': { key: 'ann', value: JSON.stringify({ ...GOOD, type: 'user.danced' }), reason: /type/ },
  'no key': { key: null, value: JSON.stringify(GOOD), reason: /^no key$/ },
  'the key of another': { key: 'bob', value: JSON.stringify(GOOD), reason: /^the key is not the user$/ },
  'deep nesting': { key: 'ann', value: `${'['.repeat(10_000)}${']'.repeat(10_000)}`, reason: /object/ },
  'almost a mebibyte': { key: 'ann', value: 'x'.repeat(1_000_000), reason: /^not JSON$/ },
};

describeWith('kafka', 'KafkaEventLog', (brokers) => {
  eventLogContract('Kafka', () => openKafka(brokers));

  it('makes whatever is no event a dead letter, as it came, and goes on', async () => {
    const { port, kafka, prefix, messagesOf, close } = await openKafka(brokers);
    const seen: AppEvent[] = [];
    await port.subscribe({
      group: 'notification-routing',
      types: ['notification.posted'],
      handle: (event) => Promise.resolve(void seen.push(event)),
    });
    const producer = kafka.producer();
    await producer.connect();
    const topic = `${prefix}Push-Notification`;
    for (const { key, value } of Object.values(POISON)) await producer.send({ topic, messages: [{ key, value }] });
    await producer.send({ topic, messages: [{ key: 'ann', value: JSON.stringify(GOOD) }] });
    await producer.disconnect();
    await eventually(() => seen.length === 1);
    expect(seen).to.deep.equal([GOOD]);

    const expected = Object.entries(POISON);
    await eventually(async () => (await messagesOf('Push-Notification.dead-letter')).length === expected.length);
    const letters = await messagesOf('Push-Notification.dead-letter');
    for (const [name, { key, value, reason }] of expected) {
      const letter = letters.find(
        (one) => (one.key?.toString() ?? null) === key && (one.value?.toString() ?? null) === value,
      );
      const headers = letter?.headers ?? {};
      expect(String(headers['reason']), name).to.match(reason);
      expect(String(headers['origin-topic']), name).to.equal(topic);
      expect(String(headers['origin-partition']), name).to.match(/^[01]$/);
      expect(String(headers['origin-offset']), name).to.match(/^\d+$/);
      expect(String(headers['attempts']), name).to.equal('0');
    }
    await close();
  });

  it('publishes as the contract says: key, value and topics with their retention', async () => {
    const { port, admin, prefix, messagesOf, close } = await openKafka(brokers);
    await port.publish(GOOD);
    const [message] = await messagesOf('Push-Notification');
    expect(message?.key?.toString()).to.equal('ann');
    expect(JSON.parse(message?.value?.toString() ?? '')).to.deep.equal(GOOD);
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix)).sort();
    const names = ['Notify-Online-Users', 'Push-Notification', 'Replay-Failed-Notification', 'gps-points'];
    expect(topics).to.deep.equal(names.flatMap((name) => [`${prefix}${name}`, `${prefix}${name}.dead-letter`]));
    for (const topic of ['gps-points', 'gps-points.dead-letter']) {
      expect(await configOf(admin, `${prefix}${topic}`, 'retention.ms')).to.equal('604800000');
      expect(await configOf(admin, `${prefix}${topic}`, 'compression.type')).to.equal('uncompressed');
    }
    await close();
  });

  it('sets retention and compression of topics that exist, and leaves their partitions and what else was set, saying so', async () => {
    const { admin, prefix, close } = await openKafka(brokers);
    const [topic, deadLetters] = [`${prefix}gps-points`, `${prefix}gps-points.dead-letter`];
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        { type: TOPIC, name: topic, configEntries: [{ name: 'segment.ms', value: '3600000' }] },
        {
          ...{ type: TOPIC, name: deadLetters },
          configEntries: [
            { name: 'retention.ms', value: '-1' },
            { name: 'compression.type', value: 'zstd' },
          ],
        },
      ],
    });
    await eventually(async () => (await configOf(admin, topic, 'segment.ms')) === '3600000');
    await eventually(async () => (await configOf(admin, deadLetters, 'retention.ms')) === '-1');
    const told: { topic?: unknown; partitions?: unknown; wanted?: unknown }[] = [];
    const log = { ...quietLog, warn: (fields: object) => void told.push(fields) };
    const settings = { ...kafkaSettings(brokers, prefix), partitions: 3, retention: 2 };
    const again = new KafkaEventLog(settings, new SystemClock(), log);
    await again.start();
    await eventually(async () => (await configOf(admin, topic, 'retention.ms')) === '172800000');
    await eventually(async () => (await configOf(admin, deadLetters, 'retention.ms')) === '604800000');
    expect(await configOf(admin, topic, 'segment.ms')).to.equal('3600000');
    expect(await configOf(admin, topic, 'compression.type')).to.equal('uncompressed');
    expect(await configOf(admin, deadLetters, 'compression.type')).to.equal('uncompressed');
    expect(await configOf(admin, deadLetters, 'max.message.bytes')).to.equal('2097152');
    expect(told.find((fields) => fields.topic === topic)).to.deep.equal({ topic, partitions: 2, wanted: 3 });
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    expect(topics[0]?.partitions).to.have.length(2);
    await again.stop();
    await close();
  });

  it('reads what was published with a codec that it lacks', async () => {
    const { port, kafka, prefix, close } = await openKafka(brokers);
    const seen: AppEvent[] = [];
    await port.subscribe({
      group: 'notification-routing',
      types: ['notification.posted'],
      handle: (event) => Promise.resolve(void seen.push(event)),
    });
    const { CompressionCodecs, CompressionTypes } = kafkajs;
    const before = CompressionCodecs[CompressionTypes.Snappy];
    CompressionCodecs[CompressionTypes.Snappy] = () => snappy;
    try {
      const producer = kafka.producer();
      await producer.connect();
      await producer.send({
        topic: `${prefix}Push-Notification`,
        compression: CompressionTypes.Snappy,
        messages: [{ key: 'ann', value: JSON.stringify(GOOD) }],
      });
      await producer.disconnect();
      await eventually(() => seen.length === 1);
    } finally {
      CompressionCodecs[CompressionTypes.Snappy] = before;
    }
    expect(seen).to.deep.equal([GOOD]);
    await close();
  });

  it('shares the work of a group among processes, losing nothing as they come and go', async () => {
    const first = await openKafka(brokers);
    const seen = new Map<string, Set<number>>();
    let disorder = 0;
    const subscribe = (log: KafkaEventLog) =>
      log.subscribe({
        group: 'notification-routing',
        types: ['notification.posted'],
        handle: ({ data }) => {
          const numbers = seen.get(data.userId) ?? new Set();
          seen.set(data.userId, numbers);
          // What is new comes in order; what comes again may be older.
          if (!numbers.has(Number(data.message)) && numbers.size !== Number(data.message)) disorder += 1;
          numbers.add(Number(data.message));
          return Promise.resolve();
        },
      });
    const users = Array.from({ length: 10 }, (_, index) => `user-${index}`);
    let published = 0;
    const publish = async (): Promise<void> => {
      const number = String(published++);
      await Promise.all(users.map((user) => first.port.publish(posted(user, number))));
    };
    await subscribe(first.port);
    for (let round = 0; round < 20; round += 1) await publish();
    const second = new KafkaEventLog(kafkaSettings(brokers, first.prefix), new SystemClock(), quietLog);
    await second.start();
    const publishing = new AbortController();
    const joining = subscribe(second).finally(() => {
      publishing.abort();
    });
    while (!publishing.signal.aborted) await publish();
    await joining;
    for (let round = 0; round < 20; round += 1) await publish();
    await second.stop();
    for (let round = 0; round < 20; round += 1) await publish();
    await eventually(() => users.every((user) => seen.get(user)?.size === published));
    expect(disorder).to.equal(0);
    await first.close();
  });

  it('has nothing before it once all is handled, also where a peer publishes in transactions', async () => {
    const { port, kafka, admin, prefix, close } = await openKafka(brokers);
    const topic = `${prefix}Push-Notification`;
    const seen: string[] = [];
    const subscribe = () =>
      port.subscribe({
        group: 'notification-routing',
        types: ['notification.posted'],
        handle: ({ data }) => Promise.resolve(void seen.push(data.message)),
      });
    const stop = await subscribe();
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, transactionalId: prefix });
    await producer.connect();
    for (const [message, ends] of [
      ['kept', 'commit'],
      ['dropped', 'abort'],
    ] as const) {
      const transaction = await producer.transaction();
      const value = JSON.stringify(posted('ann', message));
      await transaction.send({ topic, messages: [{ key: 'ann', value }] });
      await transaction[ends]();
    }
    await producer.disconnect();
    await eventually(async () => seen.length === 1 && (await port.backlog())[0]?.events === 0);
    expect(seen).to.deep.equal(['kept']);
    const ends = await admin.fetchTopicOffsets(topic);
    expect(ends.reduce((sum, { high }) => sum + Number(high), 0)).to.equal(4);
    await stop();
    await subscribe();
    await port.publish(posted('ann', 'next'));
    await eventually(() => seen.length === 2);
    expect(seen).to.deep.equal(['kept', 'next']);
    await close();
  });
});

describe('KafkaEventLog without Kafka', () => {
  it('refuses events at once, is not healthy, and stops though a subscriber waits', async () => {
    const log = new KafkaEventLog(kafkaSettings('127.0.0.1:1', ''), new SystemClock(), quietLog);
    const starting = log.start();
    const refused = await log.publish(GOOD).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DomainError).with.property('code', 'event-log-unavailable');
    expect(await log.healthy()).to.equal(false);
    expect(await log.backlog().catch((error: unknown) => error)).to.be.instanceOf(DomainError);
    const subscribing = log.subscribe({
      group: 'movement',
      types: ['gps-points.recorded'],
      handle: () => Promise.resolve(),
    });
    await log.stop();
    await Promise.all([starting, subscribing]);
  });
});
