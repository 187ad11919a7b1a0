import { expect } from 'chai';
import { UpdateProfile } from '../../../src/application/identity/update-profile.js';
import { UserViews } from '../../../src/application/identity/user-views.js';
import { GetQuietHours } from '../../../src/application/notification/get-quiet-hours.js';
import { ListNotifications } from '../../../src/application/notification/list-notifications.js';
import { SyncNotifications } from '../../../src/application/notification/sync-notifications.js';
import type { NotificationType } from '../../../src/domain/notification/notification.js';
import type { QuietHours } from '../../../src/domain/notification/quiet-hours.js';
import { codeOf } from './code-of.js';
import { openOfficeBeforeEach, type PostOffice } from './post-office.js';
import type { RecordingLiveChannel } from './recording-live-channel.js';

const MINUTE = 60;
/** It is ten o'clock. */
const NOW_QUIET: QuietHours = { from: '09:00', to: '10:30' };

describe('Quiet hours of a user', () => {
  let office: PostOffice<RecordingLiveChannel>;
  openOfficeBeforeEach((opened) => (office = opened));

  const set = (quietHours: QuietHours | null, userId = 'ada') =>
    office.setQuietHours.execute({ userId, quietHours, ip: '192.0.2.1', userAgent: 'test' });
  const get = (userId = 'ada') => new GetQuietHours(office.users, office.clock).execute({ userId });
  const post = (type: NotificationType) =>
    office.post.execute({ id: office.ids.next(), userId: 'ada', message: type, type });
  const move = (timeZone: string) =>
    new UpdateProfile(
      office.users,
      office.releaseHeld,
      office.recordActivity,
      new UserViews(office.presence, office.clock),
      office.clock,
    ).execute({ userId: 'ada', timeZone, ip: '192.0.2.1', userAgent: 'test' });
  const attempts = async () => (await office.notifications.behind('ada', 0, 10)).map((one) => one.attempts);

  it('are off at first, and what was set last', async () => {
    expect(await get()).to.deep.equal({ quietHours: null, quietUntil: null });
    const quiet = { quietHours: NOW_QUIET, quietUntil: '2026-11-21T10:30:00.000Z' };
    expect(await set(NOW_QUIET)).to.deep.equal(quiet);
    expect(await get()).to.deep.equal(quiet);
    expect(await codeOf(set({ from: '09:00', to: '9' }))).to.equal('invalid-quiet-hours');
    expect(await codeOf(set(null, 'nobody'))).to.equal('user-not-found');
    expect(await codeOf(get('nobody'))).to.equal('user-not-found');
    const [activity] = await office.activities.list({ userId: 'ada' }, undefined, 1);
    expect(activity).to.deep.include({ type: 'profile-updated', details: { fields: ['quietHours'] } });
  });

  it('let nothing through to connected devices until they end; the inbox has it at once', async () => {
    await set(NOW_QUIET);
    await office.connect('ada');
    await office.send('ada', 'drink');
    await office.settle();
    await office.later(29 * MINUTE);
    expect(office.live.messages).to.deep.equal([]);
    const inbox = await new ListNotifications(office.notifications).execute({ userId: 'ada', limit: 20 });
    expect([inbox.items.map(({ message }) => message), inbox.unreadCount]).to.deep.equal([['drink'], 1]);
    const { items } = await new SyncNotifications(office.notifications).execute({ userId: 'ada', after: 0 });
    expect(items.map(({ sequence }) => sequence)).to.deep.equal([1]);
    await office.later(1 * MINUTE);
    expect(office.live.messages).to.deep.equal(['drink']);
    expect(await attempts()).to.deep.equal([1]);
  });

  it('let through what is urgent, and nothing beside it', async () => {
    await office.connect('ada');
    await office.send('ada', 'posted before, still under way');
    await set(NOW_QUIET);
    await post('message');
    await post('security');
    const events = office.events.take();
    office.events.events.push(...events.toReversed());
    office.clock.advance(2000);
    await office.settle();
    expect(office.live.messages).to.deep.equal(['security']);
    await office.later(30 * MINUTE);
    expect(office.live.messages).to.deep.equal(['security', 'posted before, still under way', 'message']);
  });

  it('end in order: what is posted then overtakes nothing that was held, and what has expired by then is not pushed', async () => {
    await set(NOW_QUIET);
    await office.connect('ada');
    await office.send('ada', 'one');
    await office.post.execute({ id: 'n', userId: 'ada', message: 'two', expiresAt: office.clock.now() + 1000 });
    await office.send('ada', 'three');
    await office.settle();
    office.clock.advance(30 * MINUTE * 1000);
    await office.renewPresence.execute({ node: 'node-1', userIds: ['ada'] });
    await office.replay.execute();
    const replayed = office.events.take();
    await office.send('ada', 'four');
    await office.settle();
    office.events.events.push(...replayed);
    await office.settle();
    expect(office.live.messages).to.deep.equal(['one', 'three', 'four']);
  });

  it('hold back what failed before them too, and no attempt is used up', async () => {
    await office.connect('ada');
    await office.send('ada', 'drink');
    await office.settle();
    await set(NOW_QUIET);
    for (const seconds of [5, 16, 60, 60]) await office.later(seconds);
    expect(office.live.messages).to.deep.equal(['drink']);
    await office.later(28 * MINUTE);
    expect(office.live.messages).to.deep.equal(['drink', 'drink']);
    expect(await attempts()).to.deep.equal([2]);
  });

  it('are kept by a device that connects; it is sent the rest when they end', async () => {
    await office.send('ada', 'waiting since before');
    await set(NOW_QUIET);
    await post('security');
    await office.settle();
    await office.connect('ada');
    expect((await office.caughtUp('ada')).map(({ message }) => message)).to.deep.equal(['security']);
    expect((await office.caughtUp('ada')).map(({ message }) => message)).to.deep.equal(['security']);
    await office.acknowledge.execute({ userId: 'ada', id: (await office.notifications.behind('ada', 1, 1))[0]!.id });
    expect(await attempts()).to.deep.equal([0, 1]);
    await office.later(30 * MINUTE);
    expect(office.live.messages).to.deep.equal(['security', 'waiting since before']);
  });

  it('keep a dead one from a device that connects too: it starts anew when they end', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await office.settle();
    for (const seconds of [5, 16, 5, 31, 5]) await office.later(seconds);
    expect(await office.statusOf(id)).to.equal('dead');
    await set(NOW_QUIET);
    expect(await office.caughtUp('ada')).to.deep.equal([]);
    const before = office.live.pushed.length;
    await office.later(20 * MINUTE);
    expect(office.live.pushed).to.have.length(before);
    await office.later(10 * MINUTE);
    expect(office.live.pushed.slice(before)).to.have.length(1);
    expect(office.live.pushed.at(-1)).to.include({ id, attempts: 1 });
  });

  it('of who has gone meanwhile end with the next connection', async () => {
    await set(NOW_QUIET);
    await office.send('ada', 'drink');
    await office.settle();
    await office.later(60 * MINUTE);
    expect(await attempts()).to.deep.equal([0]);
    expect((await office.caughtUp('ada')).map(({ message }) => message)).to.deep.equal(['drink']);
  });

  it('that are switched off or changed leave nothing waiting for the old end', async () => {
    await set({ from: '09:00', to: '20:00' });
    await office.connect('ada');
    await office.send('ada', 'drink');
    await office.settle();
    await set({ from: '09:00', to: '11:00' });
    await office.later(5);
    expect(office.live.messages).to.deep.equal([]);
    expect((await office.notifications.behind('ada', 0, 1))[0]?.dueAt).to.equal(Date.parse('2026-11-21T11:00:00Z'));
    await set(null);
    await office.later(5);
    expect(office.live.messages).to.deep.equal(['drink']);
  });

  it('that end because the user is elsewhere now leave nothing waiting', async () => {
    await set(NOW_QUIET);
    await office.connect('ada');
    await office.send('ada', 'drink');
    await office.settle();
    await move('Europe/Paris');
    await office.later(5);
    expect(office.live.messages).to.deep.equal(['drink']);
  });

  it('are those where the user is now', async () => {
    const calendar = [
      { from: 0, timeZone: 'UTC', dayStartsAt: 0 },
      { from: office.clock.now() + 14 * 3_600_000, timeZone: 'Asia/Tokyo', dayStartsAt: 0 },
    ] as const;
    await office.users.update('ada', (user) => ({ ...user, calendar }));
    expect((await set({ from: '18:30', to: '19:30' })).quietUntil).to.equal('2026-11-21T10:30:00.000Z');
  });
});
