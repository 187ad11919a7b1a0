import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import type { DeadLetterStore } from '../../src/application/ports/dead-letter-store.js';
import type { EventLog, Stop } from '../../src/application/ports/event-log.js';
import { DomainError } from '../../src/domain/errors.js';
import { posted } from './event-log.contract.js';
import type { OpenedInTime } from './passing-time.js';

/** The event log whose dead letters they are. */
export interface OpenedDeadLetters extends OpenedInTime<EventLog> {
  /** As another process would find it. */
  deadLetterStore(): Promise<DeadLetterStore>;
}

export function deadLetterStoreContract(adapter: string, open: () => Promise<OpenedDeadLetters>): void {
  describe(`DeadLetterStore on ${adapter}`, () => {
    let opened: OpenedDeadLetters;
    let seen: string[];
    let stop: Stop;
    beforeEach(async () => {
      opened = await open();
      seen = [];
      stop = () => Promise.resolve();
    });
    afterEach(async () => {
      await stop();
      await opened.close();
    });

    /** Refuses what `isBad`, from now on in place of what was said before. */
    const refuse = async (isBad: (message: string) => boolean): Promise<void> => {
      await stop();
      stop = await opened.port.subscribe({
        group: 'notification-routing',
        types: ['notification.posted'],
        handle: async ({ data }) => {
          await turn();
          seen.push(`${data.userId} ${data.message}`);
          if (isBad(data.message)) throw new DomainError('invalid', 'user-not-found', `No use for ${data.message}.`);
        },
      });
    };
    const publish = async (...lines: readonly string[]): Promise<void> => {
      for (const line of lines) {
        const [userId = '', message = ''] = line.split(' ');
        await opened.port.publish(posted(userId, message));
      }
      await opened.until(() => lines.every((line) => seen.includes(line)));
    };
    const list = async () => (await opened.deadLetterStore()).list();
    const linesOf = (letters: Awaited<ReturnType<typeof list>>) =>
      letters.map(({ key, value }) => `${key} ${(JSON.parse(value ?? '') as ReturnType<typeof posted>).data.message}`);

    it('is empty where nothing failed, and has nothing to re-send', async () => {
      await refuse(() => false);
      await publish('ann fine');
      const store = await opened.deadLetterStore();
      expect(await store.list()).to.deep.equal([]);
      expect(await store.resend([])).to.equal(0);
    });

    it('lists what was given up, oldest first, with all that is known about it', async () => {
      await refuse((message) => message.startsWith('bad'));
      await publish('ann bad-1', 'bob fine', 'ann bad-2');
      await opened.until(async () => (await list()).length === 2);
      const [first, second] = await list();
      const { id, origin, at, ...rest } = first ?? expect.fail('it is missing');
      expect(rest).to.deep.equal({
        topic: 'Push-Notification',
        key: 'ann',
        value: JSON.stringify(posted('ann', 'bad-1')),
        reason: 'No use for bad-1.',
        attempts: 1,
        resent: false,
      });
      expect(id).to.be.a('string').and.not.equal(second?.id);
      expect(origin.partition).to.be.at.least(0);
      expect(Number(origin.offset)).to.be.below(Number(second?.origin.offset));
      expect(at).to.be.closeTo(opened.now(), 60_000);
      expect(second?.reason).to.equal('No use for bad-2.');
    });

    it('publishes them again under their keys, in the order of each, once, and remembers that', async () => {
      await refuse(() => true);
      await publish('ann 1', 'bob 1', 'ann 2', 'ann 3', 'bob 2');
      await opened.until(async () => (await list()).length === 5);
      seen = [];
      await refuse(() => false);
      const store = await opened.deadLetterStore();
      const ids = (await store.list()).map(({ id }) => id);
      expect(await store.resend(ids.toReversed())).to.equal(5);
      expect(await store.resend(ids)).to.equal(0);
      const again = await opened.deadLetterStore();
      expect(await again.resend(ids)).to.equal(0);
      expect((await again.list()).map(({ resent }) => resent)).to.deep.equal(ids.map(() => true));
      await refuse(() => false);
      await opened.until(() => seen.length === 5);
      expect(seen.filter((line) => line.startsWith('ann'))).to.deep.equal(['ann 1', 'ann 2', 'ann 3']);
      expect(seen.filter((line) => line.startsWith('bob'))).to.deep.equal(['bob 1', 'bob 2']);
    });

    it('re-sends those asked for only, and lists what fails once more as another', async () => {
      await refuse(() => true);
      await publish('ann 1', 'ann 2', 'ann 3');
      await opened.until(async () => (await list()).length === 3);
      const middle = (await list())[1] ?? expect.fail('it is missing');
      const store = await opened.deadLetterStore();
      expect(await store.resend([middle.id])).to.equal(1);
      expect((await store.list()).filter(({ resent }) => resent)).to.deep.equal([{ ...middle, resent: true }]);
      await refuse(() => true);
      await opened.until(async () => (await list()).length === 4);
      const letters = await list();
      expect(linesOf(letters)).to.deep.equal(['ann 1', 'ann 2', 'ann 3', 'ann 2']);
      expect(letters.map(({ resent }) => resent)).to.deep.equal([false, true, false, false]);
      expect(new Set(letters.map(({ id }) => id)).size).to.equal(4);
    });

    it('refuses an id that it does not have, and publishes nothing then', async () => {
      await refuse(() => true);
      await publish('ann 1');
      await opened.until(async () => (await list()).length === 1);
      const store = await opened.deadLetterStore();
      const [letter] = await store.list();
      const refused = await store.resend([letter?.id ?? '', 'nonsense']).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(DomainError).with.property('code', 'dead-letter-not-found');
      expect((await list()).map(({ resent }) => resent)).to.deep.equal([false]);
    });
  });
}
