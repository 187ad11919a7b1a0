import { expect } from 'chai';
import type { AppJob } from '../../src/application/jobs.js';
import type { Stop } from '../../src/application/ports/event-log.js';
import type { JobQueue } from '../../src/application/ports/job-queue.js';
import { DomainError } from '../../src/domain/errors.js';
import type { OpenedInTime } from './passing-time.js';

/** The part of `JobQueue` that is about what comes round by itself. */
export function jobTicksContract(adapter: string, open: () => Promise<OpenedInTime<JobQueue>>): void {
  describe(`JobQueue on ${adapter} has ticks come round`, () => {
    let opened: OpenedInTime<JobQueue>;
    let queue: JobQueue;
    let ran: AppJob[];
    let stop: Stop;
    beforeEach(async () => {
      opened = await open();
      queue = opened.port;
      ran = [];
    });
    afterEach(async () => {
      await stop();
      await opened.close();
    });

    const work = async (handle: (job: AppJob) => Promise<void>): Promise<void> => {
      stop = await queue.work(handle);
    };
    const note = (job: AppJob): Promise<void> => Promise.resolve(void ran.push(job));

    it('goes on with the rounds of a tick after an outage', async () => {
      const at: number[] = [];
      let away = true;
      await queue.every('retention', 1);
      await work(async (job) => {
        at.push(opened.now());
        if (away) throw new DomainError('unavailable', 'storage-unavailable', 'The store is away.');
        await note(job);
      });
      await opened.until(() => at.length >= 6);
      expect(at[5]! - at[0]!).to.be.at.least(1_000);
      away = false;
      await opened.until(() => ran.length >= 4);
      expect(at.at(-1)! - at.at(-4)!).to.be.within(2_000, 4_000);
    });

    it('runs a tick every so many seconds, however often it is asked for', async () => {
      const at: number[] = [];
      await Promise.all([queue.every('retention', 1), queue.every('retention', 1)]);
      await work(async (job) => {
        await note(job);
        at.push(opened.now());
      });
      await queue.every('retention', 1);
      await opened.until(() => at.length >= 4);
      expect(at[3]! - at[0]!).to.be.within(2_000, 4_000);
      expect(ran[0]).to.deep.equal({ name: 'retention', data: {} });
    });

    it('runs no two rounds of a tick at once, and goes on after one that took long', async () => {
      let inHand = 0;
      let most = 0;
      await queue.every('retention', 1);
      await work(async (job) => {
        inHand += 1;
        most = Math.max(most, inHand);
        await note(job);
        const end = opened.now() + 1_500;
        if (ran.length === 1) await opened.until(() => opened.now() >= end);
        inHand -= 1;
      });
      await opened.until(() => ran.length >= 3);
      expect(most).to.equal(1);
    });

    it('keeps no tick waiting behind a long row of other jobs', async () => {
      for (let index = 0; index < 100; index += 1) {
        await queue.add({ name: 'broadcast-page', data: { broadcastId: `b-${index}` } });
      }
      let before = 0;
      await work(async (job) => {
        await note(job);
        if (job.name === 'retention') before = ran.length;
        const end = opened.now() + 100;
        if (job.name === 'broadcast-page') await opened.until(() => opened.now() >= end);
      });
      await queue.every('retention', 600);
      await opened.until(() => before > 0);
      expect(before).to.be.below(50);
    });

    it('tries a failed tick again before its next round', async () => {
      const at: number[] = [];
      await queue.every('retention', 600);
      await work(() => {
        at.push(opened.now());
        return at.length === 1 ? Promise.reject(new Error('of no use')) : Promise.resolve();
      });
      await opened.until(() => at.length === 2);
      expect(at[1]! - at[0]!).to.be.within(200, 5_000);
    });

    it('changes the period of a tick when asked again', async () => {
      await queue.every('retention', 3_600);
      await work(note);
      await opened.until(() => ran.length === 1);
      const asked = opened.now();
      await queue.every('retention', 1);
      await opened.until(() => ran.length >= 3);
      expect(opened.now() - asked).to.be.below(10_000);
    });
  });
}
