import { expect } from 'chai';
import type { Position } from '../../src/application/paging.js';
import type { BroadcastRepository } from '../../src/application/ports/broadcast-repository.js';
import type { Broadcast } from '../../src/domain/notification/broadcast.js';
import { openBeforeEach, type Opened } from './opened.js';

function broadcastOf(id: string, changes: Partial<Broadcast> = {}): Broadcast {
  return {
    id,
    userId: null,
    role: null,
    message: `message ${id}`,
    sendAt: 100,
    expiresAt: null,
    status: 'scheduled',
    recipients: null,
    sent: 0,
    position: null,
    createdBy: 'root',
    createdAt: 50,
    startedAt: null,
    finishedAt: null,
    ...changes,
  };
}

/** All of a list, two at a time. */
async function paged(
  read: (after: Position | undefined, limit: number) => Promise<readonly Broadcast[]>,
  key: 'createdAt' | 'sendAt',
): Promise<string> {
  const found: Broadcast[] = [];
  for (let page = await read(undefined, 2); page.length > 0;) {
    found.push(...page);
    const last = page.at(-1)!;
    page = await read({ key: last[key], id: last.id }, 2);
  }
  return found.map(({ id }) => id).join('');
}

export function broadcastRepositoryContract(adapter: string, open: () => Promise<Opened<BroadcastRepository>>): void {
  describe(`BroadcastRepository on ${adapter}`, () => {
    let broadcasts: BroadcastRepository;
    openBeforeEach(open, (port) => (broadcasts = port));

    const add = async (...added: readonly Broadcast[]): Promise<void> => {
      for (const broadcast of added) await broadcasts.add(broadcast);
    };

    it('keeps a broadcast whole, with and without a position', async () => {
      const fresh = broadcastOf('a');
      const begun = broadcastOf('b', {
        userId: 'ann',
        role: 'admin',
        expiresAt: 500,
        status: 'sending',
        recipients: 7,
        sent: 3,
        position: { createdAt: 5, id: 'bob' },
        startedAt: 101,
        finishedAt: 102,
      });
      for (const broadcast of [fresh, begun]) {
        expect(await broadcasts.add(broadcast)).to.deep.equal(broadcast);
        expect(await broadcasts.get(broadcast.id)).to.deep.equal(broadcast);
      }
      expect(await broadcasts.get('unknown')).to.equal(undefined);
    });

    it('adds an id once, also by many at once', async () => {
      const tries = Array.from({ length: 8 }, (_, index) =>
        broadcasts.add(broadcastOf('a', { message: `try ${index}` })),
      );
      const [first, ...others] = await Promise.all(tries);
      for (const other of others) expect(other).to.deep.equal(first);
      expect(await broadcasts.get('a')).to.deep.equal(first);
    });

    it('gives away nothing that is shared with the store', async () => {
      const position = { createdAt: 5, id: 'bob' };
      const added = await broadcasts.add(broadcastOf('a', { position }));
      (added.position as { id: string }).id = 'eve';
      expect((await broadcasts.get('a'))?.position).to.deep.equal({ createdAt: 5, id: 'bob' });
    });

    it('replaces a broadcast by the change and returns the new one', async () => {
      await add(broadcastOf('a'));
      const position = { createdAt: 9, id: 'bob' };
      const changed = await broadcasts.update('a', (broadcast) => ({ ...broadcast, position, sent: 4 }));
      expect(changed).to.deep.equal(broadcastOf('a', { position, sent: 4 }));
      expect(await broadcasts.get('a')).to.deep.equal(changed);
      expect(await broadcasts.update('a', (broadcast) => broadcast)).to.deep.equal(changed);
      expect(await broadcasts.update('unknown', (broadcast) => broadcast)).to.equal(undefined);
    });

    it('counts every one of 20 racing updates', async () => {
      await add(broadcastOf('a'));
      const more = (broadcast: Broadcast): Broadcast => ({ ...broadcast, sent: broadcast.sent + 1 });
      await Promise.all(Array.from({ length: 20 }, () => broadcasts.update('a', more)));
      expect((await broadcasts.get('a'))?.sent).to.equal(20);
    });

    it('writes nothing when a change throws', async () => {
      await add(broadcastOf('a'));
      const failing = broadcasts.update('a', () => {
        throw new Error('no');
      });
      expect(await failing.catch((error: unknown) => error)).to.have.property('message', 'no');
      expect(await broadcasts.get('a')).to.deep.equal(broadcastOf('a'));
    });

    it('lists those for many, newest first, through equal times without a gap or a repetition', async () => {
      await add(
        broadcastOf('a', { createdAt: 5 }),
        broadcastOf('b', { createdAt: 5, status: 'sent', finishedAt: 6 }),
        broadcastOf('c', { createdAt: 5, role: 'user' }),
        broadcastOf('d', { createdAt: 9, createdBy: 'eve' }),
        broadcastOf('e', { createdAt: 1 }),
        broadcastOf('f', { createdAt: 7, userId: 'ann' }),
      );
      expect(await paged((after, limit) => broadcasts.list(after, limit), 'createdAt')).to.equal('dcbae');
    });

    it('lists those for one user that somebody scheduled, while they wait', async () => {
      await add(
        broadcastOf('a', { createdBy: 'ann', userId: 'ann', createdAt: 5 }),
        broadcastOf('b', { createdBy: 'ann', userId: 'bob', createdAt: 5 }),
        broadcastOf('c', { createdBy: 'ann', userId: 'ann', createdAt: 9 }),
        broadcastOf('d', { createdBy: 'root', userId: 'ann' }),
        broadcastOf('e', { createdBy: 'ann' }),
        broadcastOf('f', { createdBy: 'ann', userId: 'ann', status: 'sent', finishedAt: 6 }),
        broadcastOf('g', { createdBy: 'ann', userId: 'ann', status: 'sending' }),
      );
      const scheduled = (after: Position | undefined, limit: number) => broadcasts.scheduledBy('ann', after, limit);
      expect(await paged(scheduled, 'createdAt')).to.equal('cba');
      expect(await broadcasts.countScheduledBy('ann')).to.equal(3);
      expect(await broadcasts.scheduledBy('eve', undefined, 10)).to.deep.equal([]);
      expect(await broadcasts.countScheduledBy('eve')).to.equal(0);
    });

    it('knows those that are due: their time has come, and they are not finished', async () => {
      await add(
        broadcastOf('a', { sendAt: 99 }),
        broadcastOf('b', { sendAt: 100 }),
        broadcastOf('c', { sendAt: 101 }),
        broadcastOf('d', { sendAt: 100, userId: 'ann' }),
        broadcastOf('e', { sendAt: 90, status: 'sending' }),
        broadcastOf('f', { sendAt: 90, status: 'cancelled', finishedAt: 95 }),
        broadcastOf('g', { sendAt: 100 }),
      );
      expect(await paged((after, limit) => broadcasts.due(100, after, limit), 'sendAt')).to.equal('eabdg');
      expect(await broadcasts.due(89, undefined, 10)).to.deep.equal([]);
    });

    it('removes those for a user, and no others', async () => {
      await add(
        broadcastOf('a', { userId: 'ann', createdBy: 'ann' }),
        broadcastOf('b', { userId: 'ann', createdBy: 'root', status: 'sent', finishedAt: 6 }),
        broadcastOf('c', { userId: 'bob', createdBy: 'ann' }),
        broadcastOf('d', { createdBy: 'ann' }),
      );
      await broadcasts.removeOfUser('ann');
      const left = await Promise.all(['a', 'b', 'c', 'd'].map((id) => broadcasts.get(id)));
      expect(left.map((broadcast) => broadcast?.id)).to.deep.equal([undefined, undefined, 'c', 'd']);
    });

    it('removes those for one user that were finished before', async () => {
      await add(
        broadcastOf('a', { userId: 'ann', status: 'sent', finishedAt: 5 }),
        broadcastOf('b', { userId: 'ann', status: 'cancelled', finishedAt: 6 }),
        broadcastOf('c', { userId: 'ann' }),
        broadcastOf('d', { status: 'sent', finishedAt: 5 }),
      );
      expect(await broadcasts.removeFinishedBefore(6)).to.equal(1);
      const left = await Promise.all(['a', 'b', 'c', 'd'].map((id) => broadcasts.get(id)));
      expect(left.map((broadcast) => broadcast?.id)).to.deep.equal([undefined, 'b', 'c', 'd']);
    });

    it('refuses a position of another list', async () => {
      for (const read of [
        (after: Position) => broadcasts.list(after, 10),
        (after: Position) => broadcasts.scheduledBy('ann', after, 10),
        (after: Position) => broadcasts.due(1, after, 10),
      ]) {
        const error = await read({ key: 'x', id: 'x' }).catch((reason: unknown) => reason);
        expect(error).to.have.property('code', 'invalid-cursor');
      }
    });
  });
}
