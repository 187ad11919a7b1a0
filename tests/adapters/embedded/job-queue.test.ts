import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { EmbeddedDatabase } from '../../../src/adapters/embedded/embedded-database.js';
import { EmbeddedJobQueue } from '../../../src/adapters/embedded/embedded-job-queue.js';
import { MIGRATIONS } from '../../../src/adapters/embedded/schema.js';
import type { AppJob } from '../../../src/application/jobs.js';
import { jobQueueContract } from '../../contracts/job-queue.contract.js';
import { DomainError } from '../../../src/domain/errors.js';
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

  it('tries a job again every quarter of a minute in a long outage, through a restart, and has all its tries after it', async () => {
    let failure: Error = new DomainError('unavailable', 'storage-unavailable', 'The store is away.');
    let runs = 0;
    const fail = (): Promise<void> => {
      runs += 1;
      return Promise.reject(failure);
    };
    const pass = async ({ port, clock }: ReturnType<typeof open>, seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000);
        await port.idle();
      }
    };
    const first = open(directory);
    const end = await first.port.work(fail);
    await first.port.add({ name: 'broadcast-page', data: { broadcastId: 'b-1' } });
    await pass(first, 3_600);
    expect(runs).to.be.within(3_600 / 16, 3_600 / 14);
    await end();
    await first.close();

    const second = open(directory, '2026-11-21T11:00:00Z');
    const stop = await second.port.work(fail);
    runs = 0;
    await pass(second, 60);
    expect(runs).to.be.within(3, 4);
    runs = 0;
    failure = new Error('of no use');
    await pass(second, 60);
    expect(runs).to.equal(5);
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
