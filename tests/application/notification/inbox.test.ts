import { expect } from 'chai';
import { GetNotification } from '../../../src/application/notification/get-notification.js';
import { ListFailedNotifications } from '../../../src/application/notification/list-failed-notifications.js';
import { ListNotifications } from '../../../src/application/notification/list-notifications.js';
import { MarkAllRead } from '../../../src/application/notification/mark-all-read.js';
import { MarkNotification } from '../../../src/application/notification/mark-notification.js';
import { SyncNotifications } from '../../../src/application/notification/sync-notifications.js';
import { codeOf } from './code-of.js';
import { PostOffice } from './post-office.js';
import { RecordingLiveChannel } from './recording-live-channel.js';

describe('An inbox', () => {
  let office: PostOffice<RecordingLiveChannel>;
  let mark: MarkNotification;
  let markAll: MarkAllRead;
  beforeEach(async () => {
    office = new PostOffice(new RecordingLiveChannel());
    await office.register('ada');
    const { notifications, live, tellUnread, clock } = office;
    mark = new MarkNotification(notifications, live, tellUnread, clock);
    markAll = new MarkAllRead(notifications, live, tellUnread, clock);
  });
  afterEach(() => {
    office.close();
  });

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

  it('tells the true count last, even if it changed while it was told', async () => {
    await office.send('ada', 'one');
    const send = office.live.send.bind(office.live);
    office.live.send = async (userId, event) => {
      await send(userId, event);
      office.live.send = send;
      await office.notifications.markAllRead(userId, office.clock.now());
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

  it('of all users shows administrators what failed', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'silence');
    await office.settle();
    await office.later(5);
    await office.send('ada', 'waiting');
    const failed = await new ListFailedNotifications(office.notifications).execute({ limit: 20 });
    expect(failed.items.map((notification) => [notification.id, notification.status])).to.deep.equal([[id, 'failed']]);
    expect(failed.nextCursor).to.equal(null);
  });
});
