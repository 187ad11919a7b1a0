import { expect } from 'chai';
import type {
  NotificationFilter,
  NotificationRepository,
} from '../../src/application/ports/notification-repository.js';
import type { NotificationStatus } from '../../src/domain/notification/notification.js';
import { addAll, notificationDraft } from './notification-draft.js';
import { openBeforeEach, type Opened } from './opened.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');

/** The part of `NotificationRepository` that is about how many there are of each status. */
export function notificationCountsContract(adapter: string, open: () => Promise<Opened<NotificationRepository>>): void {
  describe(`NotificationRepository on ${adapter} counts by status`, () => {
    let notifications: NotificationRepository;
    openBeforeEach(open, (port) => (notifications = port));
    beforeEach(() =>
      addAll(notifications, [
        notificationDraft('a', { status: 'dead', userId: 'bob' }),
        notificationDraft('b', { status: 'failed', userId: 'bob' }),
        notificationDraft('c', { status: 'failed' }),
        notificationDraft('d', { status: 'failed', createdAt: NOW + 1 }),
        notificationDraft('e', { status: 'dead', createdAt: NOW - 1 }),
        notificationDraft('f', { status: 'delivered' }),
        notificationDraft('g'),
      ]),
    );

    /** Pending, delivered, failed, dead. */
    const counts = async (filter?: NotificationFilter): Promise<string> => {
      const { pending, delivered, failed, dead } = await notifications.countByStatus(filter);
      return [pending, delivered, failed, dead].join();
    };

    it('all, or those of some users or some time', async () => {
      expect(await counts()).to.equal('1,1,3,2');
      expect(await counts({ userIds: ['bob', 'eve'] })).to.equal('0,0,1,1');
      expect(await counts({ userIds: [] })).to.equal('0,0,0,0');
      expect(await counts({ created: { from: NOW, to: NOW + 1 } })).to.equal('1,1,2,1');
      expect(await counts({ created: { from: NOW - 1, to: NOW }, userIds: ['ann'] })).to.equal('0,0,0,1');
    });

    it('as they stand after changes, repetitions and removals', async () => {
      const become = (id: string, status: NotificationStatus) =>
        notifications.update(id, (notification) => ({ ...notification, status }));
      await become('g', 'failed');
      await become('d', 'delivered');
      await become('f', 'delivered');
      await notifications.add(notificationDraft('e', { status: 'pending' }));
      await notifications.markAllRead('ann', Infinity, NOW);
      expect(await counts()).to.equal('0,2,3,2');
      await notifications.removeOfUser('bob');
      expect(await counts()).to.equal('0,2,2,1');
      await notifications.removeOfUser('ann');
      expect(await counts()).to.equal('0,0,0,0');
    });
  });
}
