import { expect } from 'chai';
import type { Position } from '../../src/application/paging.js';
import type { NotificationRepository } from '../../src/application/ports/notification-repository.js';
import type { Notification } from '../../src/domain/notification/notification.js';
import { addAll, idsOf, notificationDraft } from './notification-draft.js';
import { openBeforeEach, type Opened } from './opened.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');

/** The part of `NotificationRepository` that is about channels on which it was given up. */
export function deadChannelsContract(adapter: string, open: () => Promise<Opened<NotificationRepository>>): void {
  describe(`NotificationRepository on ${adapter} knows dead channels`, () => {
    let notifications: NotificationRepository;
    openBeforeEach(open, (port) => (notifications = port));

    const over = { attempts: 8, lastError: 'busy', sentAt: null, dueAt: null };
    const dead = { ...over, status: 'dead' } as const;
    const sent = { ...over, status: 'sent', sentAt: NOW } as const;
    beforeEach(() =>
      addAll(notifications, [
        notificationDraft('d', { channels: { webhook: dead }, createdAt: NOW + 1 }),
        notificationDraft('a', { channels: { webhook: dead, email: sent }, userId: 'bob', status: 'delivered' }),
        notificationDraft('c', { channels: { webhook: dead, email: dead } }),
        notificationDraft('b', { channels: { webhook: dead } }),
        notificationDraft('e', { channels: { webhook: dead }, createdAt: NOW - 1, userId: 'bob' }),
        notificationDraft('f', { channels: { webhook: dead }, deletedAt: NOW, status: 'delivered' }),
        notificationDraft('g', { channels: { webhook: { ...over, status: 'pending', dueAt: NOW }, email: sent } }),
        notificationDraft('h', { status: 'dead' }),
      ]),
    );

    it('lists those of all users newest first by (createdAt, id), page by page, channel by channel', async () => {
      const seen: string[] = [];
      let after: Position | undefined;
      for (;;) {
        const page = await notifications.deadOn('webhook', after, 2);
        const last = page.at(-1);
        if (last === undefined) break;
        seen.push(...idsOf(page));
        after = { key: last.createdAt, id: last.id };
      }
      expect(seen).to.deep.equal(['d', 'c', 'b', 'a', 'e']);
      expect(idsOf(await notifications.deadOn('email', undefined, 9))).to.deep.equal(['c']);
    });

    it('lists those that are now, not those that were', async () => {
      const make = (id: string, channels: Notification['channels']) =>
        notifications.update(id, (notification) => ({ ...notification, channels }));
      await make('c', { webhook: { ...dead, status: 'pending', dueAt: NOW }, email: dead });
      await make('g', { webhook: dead });
      await notifications.removeOfUser('bob');
      expect(idsOf(await notifications.deadOn('webhook', undefined, 9))).to.deep.equal(['d', 'g', 'b']);
      expect(idsOf(await notifications.deadOn('email', undefined, 9))).to.deep.equal(['c']);
    });
  });
}
