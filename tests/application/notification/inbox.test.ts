import { expect } from 'chai';
import { DeleteNotification } from '../../../src/application/notification/delete-notification.js';
import { GetNotification } from '../../../src/application/notification/get-notification.js';
import { ListFailedNotifications } from '../../../src/application/notification/list-failed-notifications.js';
import { ListNotifications } from '../../../src/application/notification/list-notifications.js';
import { MarkAllRead } from '../../../src/application/notification/mark-all-read.js';
import { MarkNotification } from '../../../src/application/notification/mark-notification.js';
import { SyncNotifications } from '../../../src/application/notification/sync-notifications.js';
import { NoteLook } from '../../../src/application/insight/note-look.js';
import { ViewNotification } from '../../../src/application/notification/view-notification.js';
import { codeOf } from './code-of.js';
import { openOfficeBeforeEach, type PostOffice } from './post-office.js';
import type { RecordingLiveChannel } from './recording-live-channel.js';

describe('An inbox', () => {
  let office: PostOffice<RecordingLiveChannel>;
  let mark: MarkNotification;
  let markAll: MarkAllRead;
  openOfficeBeforeEach((opened) => (office = opened));
  beforeEach(() => {
    const { notifications, live, tellUnread, clock } = office;
    mark = new MarkNotification(notifications, live, tellUnread, clock);
    markAll = new MarkAllRead(notifications, live, tellUnread, clock);
  });

  const viewAs = async (userId: string, id: string) => {
    if ((await office.users.get(userId)) === undefined) await office.register(userId, 'admin');
    const administrator = { userId, role: 'admin', sessionId: 's', expiresAt: 0 } as const;
    const view = new ViewNotification(office.notifications, new NoteLook(office.users, office.recordActivity));
    return view.execute({ administrator, id, ip: '192.0.2.7', userAgent: null });
  };

  const updatesTold = (): readonly string[] =>
    office.live.sent.flatMap((event) => (event.event === 'notification:updated' ? [event.payload.message] : []));

  it('lists newest first, by pages, with the number of all that are unread', async () => {
    for (const message of ['one', 'two', 'three']) await office.send('ada', message);
    const list = new ListNotifications(office.notifications);
    const first = await list.execute({ userId: 'ada', limit: 2 });
    expect(first.items.map(({ message }) => message)).to.deep.equal(['three', 'two']);
    expect(first.unreadCount).to.equal(3);
    const second = await list.execute({ userId: 'ada', limit: 2, cursor: first.nextCursor! });
    expect(second.items.map(({ message }) => message)).to.deep.equal(['one']);
    expect(second.nextCursor).to.equal(null);
    await mark.execute({ userId: 'ada', id: first.items[0]!.id });
    const unread = await list.execute({ userId: 'ada', limit: 20, unread: true });
    expect(unread.items.map(({ message }) => message)).to.deep.equal(['two', 'one']);
    expect(unread.unreadCount).to.equal(2);
  });

  it('shows nobody the notifications of another', async () => {
    const get = new GetNotification(office.notifications);
    const id = await office.send('ada', 'private');
    expect((await get.execute({ userId: 'ada', id })).message).to.equal('private');
    expect(await codeOf(get.execute({ userId: 'bob', id }))).to.equal('notification-not-found');
    expect(await codeOf(mark.execute({ userId: 'bob', id }))).to.equal('notification-not-found');
    expect(await codeOf(get.execute({ userId: 'ada', id: 'unknown' }))).to.equal('notification-not-found');
  });

  it('tells all devices what was read, and how much is left, once', async () => {
    const id = await office.send('ada', 'one');
    await office.send('ada', 'two');
    office.clock.advance(1000);
    const read = await mark.execute({ userId: 'ada', id });
    expect(read).to.include({ read: true, readAt: '2026-11-21T10:00:01.000Z' });
    office.clock.advance(1000);
    expect(await mark.execute({ userId: 'ada', id })).to.deep.equal(read);
    expect(updatesTold()).to.deep.equal(['one']);
    expect(office.live.unreadTold).to.deep.equal([1]);
  });

  it('is read as a whole in one call', async () => {
    for (const message of ['one', 'two', 'three']) await office.send('ada', message);
    await mark.execute({ userId: 'ada', id: (await office.notifications.behind('ada', 0, 1))[0]!.id });
    expect(await markAll.execute({ userId: 'ada' })).to.deep.equal({ changed: 2 });
    expect(await markAll.execute({ userId: 'ada' })).to.deep.equal({ changed: 0 });
    expect(updatesTold()).to.deep.equal(['one', 'three', 'two']);
    expect(office.live.unreadTold).to.deep.equal([2, 0]);
  });

  it('is told as read as far as it was read, also while more comes in', async () => {
    await office.send('ada', 'one');
    const mark = office.notifications.markAllRead.bind(office.notifications);
    office.notifications.markAllRead = async (...range) => {
      await office.send('ada', 'two');
      return mark(...range);
    };
    expect(await markAll.execute({ userId: 'ada' })).to.deep.equal({ changed: 1 });
    expect(updatesTold()).to.deep.equal(['one']);
    expect(office.live.unreadTold).to.deep.equal([1]);
  });

  it('tells the true count last, even if it changed while it was told', async () => {
    await office.send('ada', 'one');
    const send = office.live.send.bind(office.live);
    office.live.send = async (userId, event) => {
      await send(userId, event);
      office.live.send = send;
      await office.notifications.markAllRead(userId, Infinity, office.clock.now());
    };
    await office.tellUnread.execute({ userId: 'ada' });
    expect(office.live.unreadTold).to.deep.equal([1, 0]);
  });

  it('is caught up with by sequence', async () => {
    for (let count = 1; count <= 102; count += 1) await office.send('ada', `${count}`);
    const sync = new SyncNotifications(office.notifications);
    const first = await sync.execute({ userId: 'ada', after: 0 });
    expect(first).to.include({ more: true, resync: false });
    expect(first.items.map(({ sequence }) => sequence)).to.deep.equal(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    const rest = await sync.execute({ userId: 'ada', after: 100 });
    expect(rest.items.map(({ sequence }) => sequence)).to.deep.equal([101, 102]);
    expect(rest).to.include({ more: false, resync: false });
    expect(await sync.execute({ userId: 'ada', after: 103 })).to.deep.equal({ items: [], more: false, resync: true });
    expect((await office.notifications.get(first.items[0]!.id))?.status).to.equal('pending');
  });

  describe('from which something is deleted', () => {
    let remove: DeleteNotification;
    beforeEach(() => {
      const { notifications, live, tellUnread, clock } = office;
      remove = new DeleteNotification(notifications, live, tellUnread, clock);
    });

    it('does not show, count, or give it any more, and tells all devices', async () => {
      const id = await office.send('ada', 'one');
      await office.send('ada', 'two');
      await remove.execute({ userId: 'ada', id });
      const told = office.live.sent.map(({ event, payload }) => [event, payload]);
      expect(told).to.deep.equal([
        ['notification:deleted', { id }],
        ['unread', { count: 1 }],
      ]);
      const { items, unreadCount } = await new ListNotifications(office.notifications).execute({
        userId: 'ada',
        limit: 20,
      });
      expect([items.map(({ message }) => message), unreadCount]).to.deep.equal([['two'], 1]);
      for (const again of [
        remove.execute({ userId: 'ada', id }),
        mark.execute({ userId: 'ada', id }),
        new GetNotification(office.notifications).execute({ userId: 'ada', id }),
      ]) {
        expect(await codeOf(again)).to.equal('notification-not-found');
      }
    });

    it('loses nothing of another user', async () => {
      const id = await office.send('ada', 'one');
      expect(await codeOf(remove.execute({ userId: 'bob', id }))).to.equal('notification-not-found');
      expect((await office.notifications.get(id))?.message).to.equal('one');
    });

    it('never sends it again: not at once, nor on connect, nor when it is asked for', async () => {
      const waiting = await office.send('ada', 'waiting');
      await remove.execute({ userId: 'ada', id: waiting });
      await office.settle();
      expect(await office.caughtUp('ada')).to.deep.equal([]);
      await office.connect('ada');
      const unacknowledged = await office.send('ada', 'unacknowledged');
      await office.settle();
      await remove.execute({ userId: 'ada', id: unacknowledged });
      await office.acknowledge.execute({ userId: 'ada', id: unacknowledged });
      const principal = { userId: 'root', role: 'admin', sessionId: 's', expiresAt: 0 } as const;
      const request = { administrator: principal, ids: [unacknowledged], ip: null, userAgent: null };
      expect(await office.requeue.execute(request)).to.deep.equal({ queued: 0 });
      for (let times = 0; times < 3; times += 1) await office.later(60);
      expect(office.live.messages).to.deep.equal(['unacknowledged']);
    });

    it('has no gap, and does not tell the same thing anew', async () => {
      const once = { userId: 'ada', message: 'lost', type: 'streak-lost', key: 'streak-lost:2026-11-20' } as const;
      await office.post.execute({ id: 'n-1', ...once });
      await remove.execute({ userId: 'ada', id: 'n-1' });
      expect((await office.post.execute({ id: 'n-2', ...once })).id).to.equal('n-1');
      await office.send('ada', 'two');
      const { items, resync } = await new SyncNotifications(office.notifications).execute({ userId: 'ada', after: 0 });
      expect(items.map(({ sequence, message, deletedAt }) => [sequence, message, deletedAt])).to.deep.equal([
        [1, '', '2026-11-21T10:00:00.000Z'],
        [2, 'two', null],
      ]);
      expect(resync).to.equal(false);
    });

    it('does not send what is deleted while a device catches up', async () => {
      for (const message of ['one', 'two', 'three']) await office.send('ada', message);
      const sent: string[] = [];
      for await (const { message } of office.catchUpDevice.execute({ userId: 'ada' })) {
        sent.push(message);
        const [, second] = await office.notifications.behind('ada', 0, 2);
        if (message === 'one') await remove.execute({ userId: 'ada', id: second!.id });
      }
      expect(sent).to.deep.equal(['one', 'three']);
    });
  });

  it('of all users shows administrators what failed', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'silence');
    await office.settle();
    await office.later(5);
    await office.send('ada', 'waiting');
    const list = new ListFailedNotifications(office.notifications, office.users);
    const failed = await list.execute({ limit: 20 });
    expect(failed.items.map((notification) => [notification.id, notification.status])).to.deep.equal([[id, 'failed']]);
    expect(failed.items[0]).to.include({ attempts: 1, lastError: 'no acknowledgement in 5 s' });
    expect(failed.items[0]).to.include({ username: 'ada', email: 'ada@example.org' });
    expect(failed.nextCursor).to.equal(null);
    expect(await viewAs('root', id)).to.deep.equal(failed.items[0]);
    await office.users.remove('ada', office.clock.now());
    expect((await list.execute({ limit: 20 })).items).to.deep.equal([]);
  });

  it('shows its user which administrator looked at what; who is not noted sees nothing', async () => {
    const id = await office.send('ada', 'private');
    expect(await viewAs('root', id)).to.include({ message: 'private' });
    expect(await codeOf(viewAs('root', 'unknown'))).to.equal('notification-not-found');
    const looks = await office.activities.list({ userId: 'ada' }, undefined, 10);
    expect(looks.map(({ type, role, ip, details }) => ({ type, role, ip, details }))).to.deep.equal([
      {
        type: 'user-viewed',
        role: 'user',
        ip: '192.0.2.7',
        details: { administratorId: 'root', administratorUsername: 'root', notificationId: id },
      },
    ]);
    office.activities.append = () => Promise.reject(new Error('died'));
    expect(await viewAs('root', id).catch(() => 'died')).to.equal('died');
  });
});
