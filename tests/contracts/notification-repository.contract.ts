import { expect } from 'chai';
import type { Position } from '../../src/application/paging.js';
import type { NotificationRepository } from '../../src/application/ports/notification-repository.js';
import type { NotificationStatus } from '../../src/domain/notification/notification.js';
import { addAll, idsOf, notificationDraft } from './notification-draft.js';
import { deadChannelsContract } from './dead-channels.js';
import { endedNotificationsContract } from './ended-notifications.js';
import { notificationCountsContract } from './notification-counts.js';
import { openBeforeEach, type Opened } from './opened.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');

const FULL = notificationDraft('full', {
  key: 'streak-lost:2026-11-20',
  type: 'streak-lost',
  message: 'Gone: 💧 "…" \n$set',
  status: 'failed',
  attempts: 3,
  attemptExpiresAt: NOW + 1,
  dueAt: NOW + 2,
  lastError: 'no acknowledgement',
  channels: {
    email: { status: 'sent', attempts: 2, lastError: 'busy', sentAt: NOW + 4, dueAt: null },
    webhook: { status: 'pending', attempts: 1, lastError: '$503', sentAt: null, dueAt: NOW + 7 },
  },
  channelsDueAt: NOW + 7,
  published: true,
  expiresAt: NOW + 5,
  deliveredAt: NOW + 3,
  readAt: NOW + 4,
  deletedAt: NOW + 6,
});

export function notificationRepositoryContract(
  adapter: string,
  open: () => Promise<Opened<NotificationRepository>>,
): void {
  endedNotificationsContract(adapter, open);
  deadChannelsContract(adapter, open);
  notificationCountsContract(adapter, open);

  describe(`NotificationRepository on ${adapter}`, () => {
    let notifications: NotificationRepository;
    openBeforeEach(open, (port) => (notifications = port));

    it('knows nothing of an unknown id or user', async () => {
      expect(await notifications.get('nothing')).to.equal(undefined);
      expect(await notifications.update('nothing', (notification) => notification)).to.equal(undefined);
      expect(await notifications.lastSequence('ann')).to.equal(0);
      expect(await notifications.unreadCount('ann')).to.equal(0);
      expect(await notifications.markAllRead('ann', Infinity, NOW)).to.equal(0);
      expect(await notifications.list('ann', {}, undefined, 10)).to.deep.equal([]);
      expect(await notifications.countByStatus()).to.deep.equal({ pending: 0, delivered: 0, failed: 0, dead: 0 });
    });

    it('stores a draft with every field, under the next sequence', async () => {
      expect(await notifications.add(FULL)).to.deep.equal({ ...FULL, sequence: 1 });
      expect(await notifications.get('full')).to.deep.equal({ ...FULL, sequence: 1 });
      expect((await notifications.add(notificationDraft('b'))).sequence).to.equal(2);
      expect((await notifications.add(notificationDraft('c', { userId: 'bob' }))).sequence).to.equal(1);
      expect(await notifications.lastSequence('ann')).to.equal(2);
    });

    it('gives fifty that are added at once the sequences 1 to 50', async () => {
      const ids = Array.from({ length: 50 }, (_, index) => `n-${index}`);
      const added = await Promise.all(ids.map((id) => notifications.add(notificationDraft(id))));
      const sequences = added.map(({ sequence }) => sequence).toSorted((a, b) => a - b);
      expect(sequences).to.deep.equal(Array.from({ length: 50 }, (_, index) => index + 1));
      expect(await notifications.behind('ann', 0, 100)).to.have.length(50);
      expect(await notifications.lastSequence('ann')).to.equal(50);
    });

    it('stores an id once, and returns the stored one again', async () => {
      const first = await notifications.add(notificationDraft('a'));
      expect(await notifications.add(notificationDraft('a', { message: 'other', userId: 'bob' }))).to.deep.equal(first);
      expect(await notifications.lastSequence('ann')).to.equal(1);
      expect(await notifications.lastSequence('bob')).to.equal(0);
    });

    it('stores a key of a user once, and returns the stored one again', async () => {
      const first = await notifications.add(notificationDraft('a', { key: 'goal:2026-11-21' }));
      expect(await notifications.add(notificationDraft('b', { key: 'goal:2026-11-21' }))).to.deep.equal(first);
      expect((await notifications.add(notificationDraft('c', { key: 'goal:2026-11-22' }))).sequence).to.equal(2);
      expect((await notifications.add(notificationDraft('d', { key: 'goal:2026-11-21', userId: 'bob' }))).id).to.equal(
        'd',
      );
      expect(await notifications.get('b')).to.equal(undefined);
    });

    it('stores an id or a key once when many add it at once', async () => {
      const same = await Promise.all(Array.from({ length: 10 }, () => notifications.add(notificationDraft('a'))));
      const keyed = await Promise.all(
        Array.from({ length: 10 }, (_, index) => notifications.add(notificationDraft(`k-${index}`, { key: 'goal' }))),
      );
      expect(new Set(same.map(({ sequence }) => sequence)).size).to.equal(1);
      expect(new Set(idsOf(keyed)).size).to.equal(1);
      expect(await notifications.lastSequence('ann')).to.equal(2);
    });

    it('updates one by its id and returns the new one', async () => {
      await addAll(notifications, [notificationDraft('a'), notificationDraft('b')]);
      const changed = await notifications.update('a', (notification) => ({ ...notification, status: 'delivered' }));
      expect(changed).to.deep.equal({ ...notificationDraft('a'), sequence: 1, status: 'delivered' });
      expect(await notifications.get('a')).to.deep.equal(changed);
      expect((await notifications.get('b'))?.status).to.equal('pending');
    });

    it('counts every one of racing updates', async () => {
      await notifications.add(notificationDraft('a'));
      await Promise.all(
        Array.from({ length: 20 }, () =>
          notifications.update('a', (notification) => ({ ...notification, attempts: notification.attempts + 1 })),
        ),
      );
      expect((await notifications.get('a'))?.attempts).to.equal(20);
    });

    it('counts an update that races marking all as read', async () => {
      await notifications.add(notificationDraft('a'));
      await Promise.all([
        ...Array.from({ length: 10 }, () =>
          notifications.update('a', (notification) => ({ ...notification, attempts: notification.attempts + 1 })),
        ),
        notifications.markAllRead('ann', Infinity, NOW + 1),
      ]);
      expect(await notifications.get('a')).to.include({ attempts: 10, readAt: NOW + 1 });
    });

    it('writes nothing when the change throws, and gives its error on', async () => {
      const kept = await notifications.add(notificationDraft('a'));
      const failed = await notifications
        .update('a', () => {
          throw new Error('no');
        })
        .catch((error: unknown) => error);
      expect(failed).to.have.property('message', 'no');
      expect(await notifications.get('a')).to.deep.equal(kept);
    });

    it('keeps its values apart from those of its callers', async () => {
      const added = (await notifications.add(notificationDraft('a'))) as { message: string };
      added.message = 'changed';
      const read = (await notifications.get('a')) as { message: string };
      read.message = 'changed';
      expect((await notifications.get('a'))?.message).to.equal('message a');
    });

    it('lists those of a user, newest first by sequence, page by page', async () => {
      await addAll(
        notifications,
        ['c', 'a', 'b'].map((id) => notificationDraft(id)),
      );
      await notifications.add(notificationDraft('x', { userId: 'bob' }));
      const first = await notifications.list('ann', {}, undefined, 2);
      expect(idsOf(first)).to.deep.equal(['b', 'a']);
      const after = { key: 2, id: 'a' };
      expect(idsOf(await notifications.list('ann', {}, after, 2))).to.deep.equal(['c']);
      expect(await notifications.list('ann', {}, { key: 1, id: 'c' }, 2)).to.deep.equal([]);
    });

    it('lists and counts the unread of a user, or lists the read', async () => {
      await addAll(notifications, [
        notificationDraft('a'),
        notificationDraft('b', { readAt: NOW }),
        notificationDraft('c'),
        notificationDraft('x', { userId: 'bob' }),
      ]);
      expect(idsOf(await notifications.list('ann', { unread: true }, undefined, 10))).to.deep.equal(['c', 'a']);
      expect(idsOf(await notifications.list('ann', { unread: true }, { key: 3, id: 'c' }, 10))).to.deep.equal(['a']);
      expect(idsOf(await notifications.list('ann', { unread: false }, undefined, 10))).to.deep.equal(['b']);
      expect(await notifications.unreadCount('ann')).to.equal(2);
    });

    it('marks all unread ones of a user up to a sequence and says how many', async () => {
      await addAll(notifications, [
        notificationDraft('a'),
        notificationDraft('b', { readAt: NOW }),
        notificationDraft('c'),
        notificationDraft('d'),
        notificationDraft('x', { userId: 'bob' }),
      ]);
      expect(await notifications.markAllRead('ann', 3, NOW + 9)).to.equal(2);
      expect(await notifications.markAllRead('ann', 3, NOW + 10)).to.equal(0);
      expect(await notifications.get('a')).to.deep.equal({ ...notificationDraft('a'), sequence: 1, readAt: NOW + 9 });
      expect((await notifications.get('b'))?.readAt).to.equal(NOW);
      expect((await notifications.get('d'))?.readAt).to.equal(null);
      expect(await notifications.unreadCount('bob')).to.equal(1);
    });

    it('gives those behind a sequence, ascending, at most so many', async () => {
      await addAll(
        notifications,
        ['d', 'c', 'b', 'a'].map((id) => notificationDraft(id)),
      );
      await notifications.add(notificationDraft('x', { userId: 'bob' }));
      expect(idsOf(await notifications.behind('ann', 1, 2))).to.deep.equal(['c', 'b']);
      expect(idsOf(await notifications.behind('ann', 3, 2))).to.deep.equal(['a']);
      expect(await notifications.behind('ann', 4, 2)).to.deep.equal([]);
    });

    it('gives all that are not delivered, dead ones too, ascending, behind a sequence', async () => {
      const statuses: NotificationStatus[] = ['dead', 'delivered', 'failed', 'pending', 'pending'];
      await addAll(
        notifications,
        statuses.map((status, index) => notificationDraft(`n-${index + 1}`, { status })),
      );
      await notifications.add(notificationDraft('x', { userId: 'bob' }));
      expect(idsOf(await notifications.undelivered('ann', 0, NOW, 3))).to.deep.equal(['n-1', 'n-3', 'n-4']);
      expect(idsOf(await notifications.undelivered('ann', 3, NOW, 10))).to.deep.equal(['n-4', 'n-5']);
    });

    it('gives those stored before an instant and not yet published, by (createdAt, id)', async () => {
      await addAll(notifications, [
        notificationDraft('c', { createdAt: NOW - 5 }),
        notificationDraft('b', { createdAt: NOW - 1, userId: 'bob' }),
        notificationDraft('a', { createdAt: NOW - 5 }),
        notificationDraft('d', { createdAt: NOW }),
        notificationDraft('e', { createdAt: NOW - 9, published: true }),
      ]);
      expect(idsOf(await notifications.unpublished(NOW, 10))).to.deep.equal(['a', 'c', 'b']);
      expect(idsOf(await notifications.unpublished(NOW, 2))).to.deep.equal(['a', 'c']);
      const a = await notifications.get('a');
      await Promise.all([notifications.markPublished('a'), notifications.markPublished('unknown')]);
      expect(idsOf(await notifications.unpublished(NOW, 10))).to.deep.equal(['c', 'b']);
      expect(await notifications.get('a')).to.deep.equal({ ...a, published: true });
    });

    for (const [field, query] of [
      ['dueAt', 'due'],
      ['channelsDueAt', 'channelsDue'],
    ] as const) {
      it(`lists those that are due of all users, by (${field}, id)`, async () => {
        await addAll(notifications, [
          notificationDraft('c', { [field]: NOW }),
          notificationDraft('b', { [field]: NOW - 1, userId: 'bob' }),
          notificationDraft('a', { [field]: NOW }),
          notificationDraft('d', { [field]: NOW + 1 }),
          notificationDraft('e'),
        ]);
        expect(idsOf(await notifications[query](NOW, 10))).to.deep.equal(['b', 'a', 'c']);
        expect(idsOf(await notifications[query](NOW, 2))).to.deep.equal(['b', 'a']);
        await notifications.update('b', (notification) => ({ ...notification, [field]: null }));
        expect(idsOf(await notifications[query](NOW, 10))).to.deep.equal(['a', 'c']);
      });
    }

    describe('with statuses of all users', () => {
      beforeEach(() =>
        addAll(notifications, [
          notificationDraft('d', { status: 'failed', createdAt: NOW + 1 }),
          notificationDraft('a', { status: 'dead', userId: 'bob' }),
          notificationDraft('c', { status: 'failed' }),
          notificationDraft('b', { status: 'failed', userId: 'bob' }),
          notificationDraft('e', { status: 'dead', createdAt: NOW - 1 }),
          notificationDraft('f', { status: 'delivered' }),
          notificationDraft('g'),
        ]),
      );

      it('lists newest first by (createdAt, id), page by page', async () => {
        const seen: string[] = [];
        let after: Position | undefined;
        for (;;) {
          const page = await notifications.withStatus(['failed', 'dead'], undefined, after, 2);
          const last = page.at(-1);
          if (last === undefined) break;
          seen.push(...idsOf(page));
          after = { key: last.createdAt, id: last.id };
        }
        expect(seen).to.deep.equal(['d', 'c', 'b', 'a', 'e']);
      });

      it('lists those created at or after an instant', async () => {
        expect(idsOf(await notifications.withStatus(['dead', 'dead'], NOW, undefined, 9))).to.deep.equal(['a']);
        expect(idsOf(await notifications.withStatus(['failed'], NOW + 1, undefined, 9))).to.deep.equal(['d']);
        expect(await notifications.withStatus([], undefined, undefined, 9)).to.deep.equal([]);
      });
    });

    it('removes all of a user, and only of that user; the sequence begins anew', async () => {
      await addAll(notifications, [
        notificationDraft('a', { key: 'goal' }),
        notificationDraft('b'),
        notificationDraft('x', { userId: 'bob' }),
      ]);
      await notifications.removeOfUser('ann');
      await notifications.removeOfUser('ann');
      expect(await notifications.get('a')).to.equal(undefined);
      expect(await notifications.lastSequence('ann')).to.equal(0);
      expect(await notifications.lastSequence('bob')).to.equal(1);
      expect((await notifications.add(notificationDraft('c', { key: 'goal' }))).sequence).to.equal(1);
    });
  });
}
