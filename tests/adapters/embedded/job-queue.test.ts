import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { EmbeddedDatabase } from '../../../src/adapters/embedded/embedded-database.js';
import { EmbeddedJobQueue } from '../../../src/adapters/embedded/embedded-job-queue.js';
import { MIGRATIONS } from '../../../src/adapters/embedded/schema.js';
import type { AppJob } from '../../../src/application/jobs.js';
import { jobQueueContract } from '../../contracts/job-queue.contract.js';
import { manualTime } from '../../contracts/passing-time.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';

function open(directory = ':memory:', iso = '2026-11-21T10:00:00Z') {
  const clock = new ManualClock(iso);
  const database = new EmbeddedDatabase(directory, MIGRATIONS);
  const close = () => {
    database.close();
    return Promise.resolve();
  };
  return { port: new EmbeddedJobQueue(database, clock, quietLog), clock, close, ...manualTime(clock) };
}

jobQueueContract('libsql', () => Promise.resolve(open()));

describe('EmbeddedJobQueue', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'streakline-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('runs again what ran when the process ended, and keeps what waits and when ticks are due', async () => {
    const first = open(directory);
    await first.port.every('retention', 3_600);
    const done: AppJob[] = [];
    await first.port.work((job) => {
      done.push(job);
      return job.name === 'retention' ? Promise.resolve() : new Promise(() => undefined);
    });
    await first.port.add({ name: 'streak-reset', data: {} }, { key: 'hangs' });
    await first.port.add({ name: 'daily-report', data: {} }, { runAt: Date.parse('2026-11-21T10:30:00Z') });
    await first.until(() => done.length === 2);
    await first.close();

    const second = open(directory, '2026-11-21T10:10:00Z');
    const ran: string[] = [];
    const stop = await second.port.work((job) => {
      ran.push(`${job.name} ${new Date(second.clock.now()).toISOString().slice(11, 16)}`);
      return Promise.resolve();
    });
    await second.port.every('retention', 3_600);
    await second.port.idle();
    for (let minute = 10; minute < 60; minute += 1) {
      second.clock.advance(60_000);
      await second.port.idle();
    }
    expect(ran).to.deep.equal(['streak-reset 10:10', 'daily-report 10:30', 'retention 11:00']);
    await stop();
    await second.close();
  });

  it('does not make up for the rounds that were missed', async () => {
    const { port, clock, close, until } = open();
    let rounds = 0;
    await port.every('retention', 60);
    const stop = await port.work(() => Promise.resolve(void (rounds += 1)));
    await until(() => rounds === 1);
    clock.set('2026-11-21T18:00:30Z');
    await until(() => rounds === 2);
    await port.idle();
    clock.advance(29_000);
    await port.idle();
    expect(rounds).to.equal(2);
    await until(() => rounds === 3);
    expect(clock.now()).to.be.closeTo(Date.parse('2026-11-21T18:01:00Z'), 200);
    await stop();
    await close();
  });
});
