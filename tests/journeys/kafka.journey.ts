import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Consumer, Producer } from 'kafkajs';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { PASSWORD, Person } from './person.js';

const DEAD_LETTERS = fileURLToPath(new URL('../../src/adapters/cli/dead-letters.js', import.meta.url));

interface Listed {
  readonly id: string;
  readonly value: string;
  readonly resent: boolean;
}

/** Runs the command as an operator would; what it printed. */
async function deadLetters(prefix: string, ...options: readonly string[]): Promise<string> {
  const env = { ...process.env, KAFKA_PREFIX: prefix, JWT_SECRET: 'of no use here, and yet to be set' };
  return (await promisify(execFile)(process.execPath, [DEAD_LETTERS, ...options], { env })).stdout;
}

const TOPICS = ['gps-points', 'Push-Notification', 'Notify-Online-Users', 'Replay-Failed-Notification'] as const;

/** A program of somebody else's that knows the topics only. */
export function kafkaJourney(deployment: () => Deployment): void {
  describe('A peer on Kafka', () => {
    let producer: Producer;
    let consumer: Consumer;
    const dead: { topic: string; value: string; reason: string | undefined }[] = [];
    let prefix: string;

    before(async () => {
      prefix = deployment().kafkaPrefix;
      const kafka = new Kafka({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), logLevel: logLevel.NOTHING });
      producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
      consumer = kafka.consumer({ groupId: `${prefix}test`, maxWaitTimeInMs: 300 });
      await Promise.all([producer.connect(), consumer.connect()]);
      await consumer.subscribe({ topics: TOPICS.map((topic) => `${prefix}${topic}.dead-letter`), fromBeginning: true });
      await consumer.run({
        eachMessage: ({ topic, message }) => {
          dead.push({
            topic: topic.slice(prefix.length).replace('.dead-letter', ''),
            value: message.value?.toString() ?? '',
            reason: message.headers?.['reason']?.toString(),
          });
          return Promise.resolve();
        },
      });
    });
    after(async () => {
      await Promise.all([producer.disconnect(), consumer.disconnect()]);
    });

    const envelope = (type: string, data: object): string =>
      JSON.stringify({ id: randomUUID(), type, version: 1, occurredAt: new Date().toISOString(), data });

    it('makes a notification by publishing a message, once per envelope', async () => {
      const ada = await Person.join(deployment());
      const value = envelope('notification.posted', { userId: ada.id, message: 'from a peer' });
      const message = { key: ada.id, value };
      await producer.send({ topic: `${prefix}Push-Notification`, messages: [message, message, message] });
      await producer.send({
        topic: `${prefix}Push-Notification`,
        messages: [{ key: ada.id, value: envelope('notification.posted', { userId: ada.id, message: 'last' }) }],
      });
      await eventually(async () => {
        const { body } = await ada.call<{ items: { message: string }[] }>('GET', '/api/notifications');
        expect(body.items.map((item) => item.message)).to.deep.equal(['last', 'from a peer']);
      });
    });

    it('sees what belongs to a deleted user dropped, without a dead letter', async () => {
      const ada = await Person.join(deployment());
      await ada.call('DELETE', '/api/me', { password: PASSWORD });
      const points = [{ latitude: 46, longitude: 14, at: new Date().toISOString() }];
      const late = {
        'gps-points': envelope('gps-points.recorded', { userId: ada.id, points }),
        'Push-Notification': envelope('notification.posted', { userId: ada.id, message: 'too late' }),
      };
      for (const [topic, value] of Object.entries(late)) {
        const marker = envelope('no.such.type', { userId: ada.id });
        const messages = [value, marker].map((each) => ({ key: ada.id, value: each }));
        await producer.send({ topic: `${prefix}${topic}`, messages });
        // The same partition: what came before the marker has been handled.
        await eventually(() => {
          expect(dead.map((letter) => letter.value)).to.include(marker);
        }, 20_000);
        expect(dead.map((letter) => letter.value)).to.not.include(value);
      }
    });

    for (const topic of TOPICS) {
      it(`sees poison on ${topic} become dead letters with a reason, and the next message flow`, async () => {
        const ada = await Person.join(deployment());
        const poison = [
          'not JSON',
          '{}',
          '[]',
          envelope('no.such.type', { userId: ada.id }),
          envelope('notification.posted', { userId: ada.id }).replace('"version":1', '"version":2'),
          envelope('notification.posted', { userId: 'somebody-else', message: 'x' }),
          `{"deep":${'['.repeat(5000)}${']'.repeat(5000)}}`,
        ];
        await producer.send({ topic: `${prefix}${topic}`, messages: poison.map((value) => ({ key: ada.id, value })) });
        await eventually(() => {
          const letters = dead.filter((letter) => letter.topic === topic && poison.includes(letter.value));
          expect(letters).to.have.length(poison.length);
          for (const { reason } of letters) expect(reason).to.be.a('string').and.not.equal('');
        }, 20_000);
        // The same user, so the same partition: what follows the poison arrives.
        const { inbox } = await ada.connect();
        await ada.call('POST', '/api/notifications', { userId: ada.id, message: 'still here' });
        await eventually(() => {
          expect(inbox.map(({ message }) => message)).to.deep.equal(['still here']);
        });
        ada.leave();
      });
    }

    it('can be looked after: metrics count what was given up, a command lists and re-sends it, once', async () => {
      const ada = await Person.join(deployment());
      const letter = { key: ada.id, value: `nonsense of ${ada.id}` };
      await producer.send({ topic: `${prefix}Push-Notification`, messages: [letter] });
      const mine = () => dead.filter(({ value }) => value === letter.value);
      await eventually(() => {
        expect(mine()).to.have.length(1);
      });
      const worker = deployment().all('worker')[0] ?? deployment().all('all')[0];
      await eventually(async () => {
        const metrics = await (await fetch(`${worker?.url}/metrics`)).text();
        const labels = 'group="notification-routing",topic="Push-Notification"';
        expect(metrics).to.match(new RegExp(`^streakline_events_total{${labels},outcome="dead-lettered"} [1-9]`, 'm'));
        expect(metrics).to.match(new RegExp(`^streakline_consumer_lag{${labels}} 0$`, 'm'));
      });

      const options = ['--topic', 'Push-Notification'];
      const listed = async (...more: readonly string[]): Promise<readonly Listed[]> => {
        const printed = await deadLetters(prefix, '--json', ...options, ...more);
        return (JSON.parse(printed) as Listed[]).filter(({ value }) => value === letter.value);
      };
      const [first] = await listed();
      expect(await deadLetters(prefix, '--resend', first?.id ?? '')).to.equal('1 dead letter re-sent\n');
      // It is as bad as before, and so becomes another dead letter.
      await eventually(() => {
        expect(mine()).to.have.length(2);
      });
      expect((await listed('--all')).map(({ resent }) => resent)).to.deep.equal([true, false]);
      expect(await listed()).to.have.length(1);
      expect(await deadLetters(prefix, '--resend', first?.id ?? '')).to.equal('0 dead letters re-sent\n');
    }).timeout(60_000);
  });
}
