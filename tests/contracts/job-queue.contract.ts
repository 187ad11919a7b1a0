import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import type { AppJob, TickName } from '../../src/application/jobs.js';
import type { Stop } from '../../src/application/ports/event-log.js';
import type { JobQueue } from '../../src/application/ports/job-queue.js';
import { DomainError } from '../../src/domain/errors.js';
import { jobTicksContract } from './job-ticks.js';
import type { OpenedInTime } from './passing-time.js';

const job = (name: TickName): AppJob => ({ name, data: {} });
const SWEEP = job('streak-reset');
const REPORT = job('daily-report');

export function jobQueueContract(adapter: string, open: () => Promise<OpenedInTime<JobQueue>>): void {
  jobTicksContract(adapter, open);

  describe(`JobQueue on ${adapter}`, () => {
    let opened: OpenedInTime<JobQueue>;
    let queue: JobQueue;
    let ran: AppJob[];
    let stops: Stop[];
    beforeEach(async () => {
      opened = await open();
      queue = opened.port;
      ran = [];
      stops = [];
    });
    afterEach(async () => {
      await Promise.all(stops.map((stop) => stop()));
      await opened.close();
    });

    const work = async (handle: (job: AppJob) => Promise<void>): Promise<Stop> => {
      const stop = await queue.work(handle);
      stops.push(stop);
      return stop;
    };
    const note = (job: AppJob): Promise<void> => Promise.resolve(void ran.push(job));
    const count = (name: TickName) => ran.filter((job) => job.name === name).length;

    it('runs what was added before and while it works', async () => {
      await queue.add(SWEEP);
      await work(note);
      await queue.add(REPORT);
      await opened.until(() => ran.length === 2);
      expect(ran).to.have.deep.members([SWEEP, REPORT]);
      expect(await queue.healthy()).to.equal(true);
    });

    it('hands over what the job carries', async () => {
      const page: AppJob = { name: 'broadcast-page', data: { broadcastId: 'b-1' } };
      await work(note);
      await queue.add(page, { key: 'b-1:', runAt: opened.now() + 200 });
      await opened.until(() => ran.length === 1);
      expect(ran).to.deep.equal([page]);
    });

    it('runs a job not before its instant, one of the past at once', async () => {
      const runAt = opened.now() + 1_500;
      const at: number[] = [];
      await work(async (job) => {
        await note(job);
        at.push(opened.now());
      });
      await queue.add(REPORT, { runAt });
      await queue.add(SWEEP, { runAt: opened.now() - 60_000 });
      await opened.until(() => ran.length === 2);
      expect(ran).to.deep.equal([SWEEP, REPORT]);
      expect(at[1]).to.be.at.least(runAt);
    });

    it('keeps one job of a key while it waits, and takes another after it ran', async () => {
      await Promise.all(Array.from({ length: 10 }, () => queue.add(SWEEP, { key: 'sweep: 7' })));
      await queue.add(SWEEP, { key: '8' });
      await work(note);
      await opened.until(() => ran.length >= 2);
      await queue.add(REPORT);
      await opened.until(() => count('daily-report') === 1);
      expect(count('streak-reset')).to.equal(2);
      await queue.add(SWEEP, { key: 'sweep: 7' });
      await opened.until(() => count('streak-reset') === 3);
    });

    it('adds nothing under the key of a job that waits for its time or runs', async () => {
      let finish: () => void = () => undefined;
      const runAt = opened.now() + 300;
      await queue.add(SWEEP, { key: 'one', runAt });
      await queue.add(SWEEP, { key: 'one' });
      await work(async (job) => {
        await note(job);
        if (job.name === 'streak-reset') await new Promise<void>((resolve) => (finish = resolve));
      });
      await opened.until(() => ran.length === 1);
      expect(opened.now()).to.be.at.least(runAt);
      await queue.add(SWEEP, { key: 'one' });
      finish();
      await queue.add(REPORT);
      await opened.until(() => count('daily-report') === 1);
      expect(count('streak-reset')).to.equal(1);
    });

    it('lets a job add its successor while it runs', async () => {
      await work(async (job) => {
        await note(job);
        if (count('streak-reset') < 3) await queue.add(SWEEP, { key: `round ${ran.length}` });
      });
      await queue.add(SWEEP);
      await opened.until(() => count('streak-reset') === 3);
    });

    it('tries a failed job again, with growing pauses, under its key', async () => {
      const at: number[] = [];
      await work(async (job) => {
        if (job.name === 'daily-report') return note(job);
        at.push(opened.now());
        if (at.length < 4) throw new DomainError('unavailable', 'storage-unavailable', 'The store is away.');
      });
      await queue.add(SWEEP, { key: 'one' });
      await opened.until(() => at.length === 1);
      await queue.add(SWEEP, { key: 'one' });
      await opened.until(() => at.length >= 4);
      const pauses = at.slice(1).map((instant, index) => instant - at[index]!);
      expect(pauses[0]).to.be.at.least(200);
      expect(pauses[1]).to.be.at.least(400);
      expect(pauses[2]).to.be.at.least(800);
      await queue.add(REPORT);
      await opened.until(() => ran.length === 1);
      expect(at).to.have.length(4);
    });

    it('counts no outage among the tries of a job, and gives it up after five errors', async () => {
      const away = new DomainError('unavailable', 'storage-unavailable', 'The store is away.');
      const fault = new TypeError('of no use');
      const failures = [away, fault, away, fault, away, fault, away, fault, fault];
      const at: number[] = [];
      await work(async (job) => {
        const failure = failures[at.length];
        at.push(opened.now());
        if (failure !== undefined) throw failure;
        await note(job);
      });
      await queue.add(SWEEP, { key: 'one' });
      await opened.until(() => at.length === 5);
      expect(at[4]! - at[0]!).to.be.at.least(1_200);
      await queue.add(SWEEP, { key: 'one' });
      await opened.until(() => at.length === 9);
      await opened.until(async () => {
        await queue.add(REPORT, { key: 'one' });
        await queue.add(SWEEP, { key: 'one' });
        return count('streak-reset') > 0;
      });
    });

    it('puts a job off for as long as it was asked to', async () => {
      const at: number[] = [];
      await work(async (job) => {
        at.push(opened.now());
        if (at.length === 1) throw new DomainError('unavailable', 'busy', 'Busy.', { askedPauseMs: 1_500 });
        await note(job);
      });
      await queue.add(SWEEP);
      await opened.until(() => ran.length === 1);
      expect(at[1]! - at[0]!).to.be.at.least(1_500);
    });

    it('gives up a job that is refused, and frees its key', async () => {
      let refusals = 0;
      await work(async (job) => {
        if (refusals++ === 0) throw new DomainError('invalid', 'no', 'No.');
        await note(job);
      });
      await queue.add(SWEEP, { key: 'one' });
      await opened.until(() => refusals === 1);
      await opened.until(async () => {
        await queue.add(SWEEP, { key: 'one' });
        return ran.length > 0;
      });
      await queue.add(REPORT, { key: 'one' });
      await opened.until(() => count('daily-report') === 1);
    });

    it('judges what fails before it begins like what fails later', async () => {
      let refusals = 0;
      await work((job) => {
        if (job.name === 'daily-report') return note(job);
        refusals += 1;
        throw new DomainError('invalid', 'no', 'No.');
      });
      await queue.add(SWEEP);
      await queue.add(REPORT, { runAt: opened.now() + 1_500 });
      await opened.until(() => ran.length === 1);
      expect(refusals).to.equal(1);
    });

    it('waits with stop() for the job in hand, and takes none after it', async () => {
      let finish: () => void = () => undefined;
      const stop = await work(async (job) => {
        await note(job);
        await new Promise<void>((resolve) => (finish = resolve));
        await note(REPORT);
      });
      await queue.add(SWEEP);
      await opened.until(() => ran.length === 1);
      const stopped = stop();
      await turn();
      await queue.add(SWEEP);
      finish();
      await stopped;
      expect(ran).to.deep.equal([SWEEP, REPORT]);
      await work(note);
      await opened.until(() => ran.length === 3);
    });

    it('sends messages that are due together side by side', async () => {
      let finish: () => void = () => undefined;
      const end = new Promise<void>((resolve) => (finish = resolve));
      await work(async (job) => {
        await note(job);
        await end;
      });
      for (const broadcastId of ['b-1', 'b-2', 'b-3'])
        await queue.add({ name: 'broadcast-page', data: { broadcastId } });
      try {
        await opened.until(() => ran.length === 3);
      } finally {
        finish();
      }
    });

    it('keeps no job waiting behind others of which none ends', async () => {
      let finish: () => void = () => undefined;
      const end = new Promise<void>((resolve) => (finish = resolve));
      await work(async (job) => {
        await note(job);
        if (job.name === 'channel-attempt') await end;
      });
      for (let index = 0; index < 50; index += 1) {
        const data = { notificationId: `n-${index}`, channel: 'webhook', attempt: 1 } as const;
        await queue.add({ name: 'channel-attempt', data });
      }
      await opened.until(() => ran.length >= 3);
      await queue.add({ name: 'broadcast-page', data: { broadcastId: 'b-1' } });
      await queue.every('retention', 600);
      await opened.until(() => ran.filter(({ name }) => name !== 'channel-attempt').length === 2);
      finish();
    });
  });
}
