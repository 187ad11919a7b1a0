import { expect } from 'chai';
import type { NotificationRepository } from '../../src/application/ports/notification-repository.js';
import { addAll, idsOf, notificationDraft } from './notification-draft.js';
import { openBeforeEach, type Opened } from './opened.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');

/** The part of `NotificationRepository` that is about expired and deleted ones. */
export function endedNotificationsContract(adapter: string, open: () => Promise<Opened<NotificationRepository>>): void {
  describe(`NotificationRepository on ${adapter} keeps ended ones`, () => {
    let notifications: NotificationRepository;
    openBeforeEach(open, (port) => (notifications = port));

    it('gives of the undelivered only those that have not expired', async () => {
      await addAll(notifications, [
        notificationDraft('over', { expiresAt: NOW }),
        notificationDraft('last', { expiresAt: NOW + 1 }),
        notificationDraft('ever'),
      ]);
      expect(idsOf(await notifications.undelivered('ann', 0, NOW, 10))).to.deep.equal(['last', 'ever']);
      expect(idsOf(await notifications.undelivered('ann', 0, NOW + 1, 10))).to.deep.equal(['ever']);
      expect(idsOf(await notifications.list('ann', {}, undefined, 10))).to.deep.equal(['ever', 'last', 'over']);
    });

    it('lists no deleted ones, and gives what is left of them behind a sequence, so that there is no gap', async () => {
      await addAll(notifications, [
        notificationDraft('a'),
        notificationDraft('b', { deletedAt: NOW, readAt: NOW }),
        notificationDraft('c', { readAt: NOW }),
      ]);
      expect(idsOf(await notifications.list('ann', {}, undefined, 10))).to.deep.equal(['c', 'a']);
      expect(idsOf(await notifications.list('ann', { unread: false }, undefined, 10))).to.deep.equal(['c']);
      expect(idsOf(await notifications.behind('ann', 0, 10))).to.deep.equal(['a', 'b', 'c']);
    });
  });
}
