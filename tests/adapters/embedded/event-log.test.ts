import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { EmbeddedDatabase } from '../../../src/adapters/embedded/embedded-database.js';
import { EmbeddedDeadLetterStore } from '../../../src/adapters/embedded/embedded-dead-letter-store.js';
import { EmbeddedEventLog } from '../../../src/adapters/embedded/embedded-event-log.js';
import { MIGRATIONS } from '../../../src/adapters/embedded/schema.js';
import { DomainError } from '../../../src/domain/errors.js';
import { eventLogContract, posted } from '../../contracts/event-log.contract.js';
import { manualTime } from '../../contracts/passing-time.js';
import { eventually } from '../../eventually.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';

function open(directory = ':memory:') {
  const clock = new ManualClock('2026-11-21T10:00:00Z');
  const database = new EmbeddedDatabase(directory, MIGRATIONS);
  const port = new EmbeddedEventLog(database, clock, quietLog);
  const close = () => {
    database.close();
    return Promise.resolve();
  };
  const letters = new EmbeddedDeadLetterStore(database, clock);
  const deadLetters = async (topic: string) => (await letters.list()).filter((letter) => letter.topic === topic);
  return { port, clock, database, close, deadLetters, ...manualTime(clock) };
}

eventLogContract('libsql', () => Promise.resolve(open()));

describe('EmbeddedEventLog', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'streakline-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const route = (port: EmbeddedEventLog, handle: (message: string) => Promise<void>) =>
    port.subscribe({
      group: 'notification-routing',
      types: ['notification.posted'],
      handle: (event) => handle(event.data.message),
    });

  it('drops events that every group has handled, and keeps the others', async () => {
    const { port, database, until, close } = open();
    const seen: string[] = [];
    const stop = await route(port, (message) => Promise.resolve(void seen.push(message)));
    const other = await port.subscribe({
      group: 'notification-delivery',
      types: ['notification.posted'],
      handle: (event) =>
        event.data.userId === 'ann'
          ? Promise.resolve()
          : Promise.reject(new DomainError('unavailable', 'storage-unavailable', 'away')),
    });
    await port.publish(posted('ann', 'for both'));
    await port.publish(posted('bob', 'for one'));
    await until(() => seen.length === 2);
    const kept = database.all<{ body: string }>('SELECT body FROM events').map((row) => row.body);
    expect(kept).to.deep.equal([JSON.stringify(posted('bob', 'for one'))]);
    await Promise.all([stop(), other()]);
    await close();
  });

  it('says that a consumer does not move while a handler hangs for more than two minutes', async () => {
    const { port, clock, close } = open();
    let finish: (() => void) | undefined;
    const stop = await route(port, () => new Promise((resolve) => (finish = resolve)));
    await port.publish(posted('ann', 'hangs'));
    await eventually(() => finish !== undefined);
    clock.advance(120_000);
    expect(port.consumers()[0]?.moving).to.equal(true);
    clock.advance(1);
    expect(port.consumers()[0]?.moving).to.equal(false);
    finish?.();
    await port.idle();
    expect(port.consumers()[0]?.moving).to.equal(true);
    await stop();
    await close();
  });

  it('forgets dead letters after seven days', async () => {
    const { port, clock, database, deadLetters, close } = open();
    const stop = await route(port, () => Promise.reject(new DomainError('invalid', 'bad', 'bad')));
    await port.publish(posted('ann', 'first'));
    await port.idle();
    clock.advance(3 * 86_400_000);
    await port.publish(posted('ann', 'second'));
    await port.idle();
    const messages = async () => {
      const letters = await deadLetters('Push-Notification');
      expect(database.all('SELECT id FROM dead_letters')).to.have.length(letters.length);
      return letters.map((letter) => (JSON.parse(letter.value ?? '') as { id: string }).id);
    };
    clock.advance(4 * 86_400_000 - 1);
    expect(await messages()).to.deep.equal(['ann-first', 'ann-second']);
    clock.advance(1);
    expect(await messages()).to.deep.equal(['ann-second']);
    clock.advance(3 * 86_400_000);
    expect(await messages()).to.deep.equal([]);
    await stop();
    await close();
  });

  it('brings everything acknowledged, and the event in hand again, after kill -9', async () => {
    const script = fileURLToPath(new URL(`./event-log-child${extname(import.meta.url)}`, import.meta.url));
    const child = fork(script, [directory]);
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const { port, until, close } = open(directory);
    const seen: string[] = [];
    const stop = await route(port, (message) => Promise.resolve(void seen.push(message)));
    await until(() => seen.length >= 3);
    expect(seen).to.have.members(['in hand', 'waits', 'of another']);
    expect(seen.indexOf('in hand')).to.be.below(seen.indexOf('waits'));
    await stop();
    await close();
  });
});
