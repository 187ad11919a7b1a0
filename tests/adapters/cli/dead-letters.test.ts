import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { EmbeddedDatabase } from '../../../src/adapters/embedded/embedded-database.js';
import { EmbeddedEventLog } from '../../../src/adapters/embedded/embedded-event-log.js';
import { MIGRATIONS } from '../../../src/adapters/embedded/schema.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import type { DeadLetter } from '../../../src/application/ports/dead-letter-store.js';
import type { EventLog } from '../../../src/application/ports/event-log.js';
import { DomainError } from '../../../src/domain/errors.js';
import { posted } from '../../contracts/event-log.contract.js';
import { eventually } from '../../eventually.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith, describeWithoutServers } from '../../servers.js';
import { openKafka } from '../kafka/open-kafka.js';

const COMMAND = fileURLToPath(
  new URL(`../../../src/adapters/cli/dead-letters${extname(import.meta.url)}`, import.meta.url),
);

type Listed = Omit<DeadLetter, 'at'> & { readonly at: string };

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('npm run dead-letters', function () {
  // A process for each call.
  this.timeout(60_000);
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'streakline-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  /** As an operator would, with no setting but these. */
  const run = (options: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
    new Promise((resolve) => {
      const env = { PATH: process.env['PATH'], DATA_DIR: directory, ...settings };
      const command = [...process.execArgv, COMMAND, ...options];
      const child = execFile(process.execPath, command, { cwd: directory, env }, (_error, out, err) => {
        resolve({ code: Number(child.exitCode), out, err });
      });
    });
  const listed = async (options: readonly string[], settings = {}): Promise<readonly Listed[]> =>
    JSON.parse((await run(['--json', ...options], settings)).out) as Listed[];

  const refuseAll = (log: EventLog) =>
    log.subscribe({
      group: 'notification-routing',
      types: ['notification.posted'],
      handle: () => Promise.reject(new DomainError('invalid', 'user-not-found', 'No such user.')),
    });

  describeWithoutServers('in a file', () => {
    it('lists beside a running service, re-sends once it is stopped, and only once', async () => {
      const database = new EmbeddedDatabase(directory, MIGRATIONS);
      const log = new EmbeddedEventLog(database, new SystemClock(), quietLog);
      const stop = await refuseAll(log);
      await log.publish(posted('ann', 'first'));
      await log.publish(posted('ann', 'x'.repeat(1_000)));
      await log.idle();

      const text = await run([]);
      expect(text.code).to.equal(0);
      expect(text.out).to.match(/Push-Notification, key ann, given up at 20\d\d-.*\n {2}No such user\./);
      expect(text.out).to.match(/x…\n\n2 dead letters\n$/);
      const [first, second, ...others] = await listed(['--topic', 'Push-Notification']);
      expect(others).to.deep.equal([]);
      expect(first).to.include({
        key: 'ann',
        value: JSON.stringify(posted('ann', 'first')),
        attempts: 1,
        resent: false,
      });
      expect(await listed(['--topic', 'gps-points'])).to.deep.equal([]);
      expect(await listed(['--since', new Date(Date.parse(second?.at ?? '') + 1).toISOString()])).to.deep.equal([]);
      const refused = await run(['--resend']);
      expect(refused).to.include({ code: 1, out: '' });
      expect(refused.err).to.include('is in use by another process');

      await stop();
      database.close();
      expect(await run(['--resend', second?.id ?? ''])).to.deep.equal({
        code: 0,
        out: '1 dead letter re-sent\n',
        err: '',
      });
      expect((await listed([])).map(({ id }) => id)).to.deep.equal([first?.id]);
      expect((await run(['--resend'])).out).to.equal('1 dead letter re-sent\n');
      expect((await run(['--resend'])).out).to.equal('0 dead letters re-sent\n');
      expect((await listed(['--all'])).map(({ resent }) => resent)).to.deep.equal([true, true]);

      const reopened = new EmbeddedDatabase(directory, MIGRATIONS);
      const bodies = reopened
        .all<{ body: string }>('SELECT body FROM events ORDER BY position')
        .map(({ body }) => body);
      expect(bodies).to.deep.equal([second?.value, first?.value]);
      reopened.close();
    });

    it('says what is wrong, with exit code 1', async () => {
      const unknown = await run(['--topic', 'gossip']);
      expect(unknown.code).to.equal(1);
      expect(unknown.err).to.include('Allowed choices are gps-points');
      const vague = await run(['--since', 'yesterday']);
      expect(vague.code).to.equal(1);
      expect(vague.err).to.include('2026-11-21T10:00:00Z');
      const empty = await run([]);
      expect(empty).to.include({ code: 1, out: '' });
      expect(empty.err).to.include('holds no store of Streakline');
      new EmbeddedDatabase(directory, MIGRATIONS).close();
      const missing = await run(['--resend', '7']);
      expect(missing.code).to.equal(1);
      expect(missing.err).to.include('There is no dead letter 7.');
      const away = await run([], { KAFKA_BROKERS: '127.0.0.1:1' });
      expect(away).to.include({ code: 1, out: '' });
      expect(away.err).to.include('The event log is away. Do MONGO_URL and KAFKA_BROKERS name servers that run?');
    });
  });

  describeWith('kafka', 'with Kafka', (brokers) => {
    it('lists and re-sends beside a running service', async () => {
      const { port, prefix, close } = await openKafka(brokers);
      const settings = { KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix };
      await refuseAll(port);
      await port.publish(posted('ann', 'first'));
      await eventually(() => port.consumers()[0]?.counts[0]?.deadLettered === 1);
      expect(await listed([], settings)).to.have.length(1);
      expect((await run(['--resend'], settings)).out).to.equal('1 dead letter re-sent\n');
      await eventually(() => port.consumers()[0]?.counts[0]?.deadLettered === 2);
      expect(await listed([], settings)).to.have.length(1);
      expect((await listed(['--all'], settings)).map(({ resent }) => resent)).to.deep.equal([true, false]);
      await close();
    });
  });
});
