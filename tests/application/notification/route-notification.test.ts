import { expect } from 'chai';
import type { NotificationPosted } from '../../../src/application/events.js';
import { DomainError } from '../../../src/domain/errors.js';
import { codeOf } from './code-of.js';
import { openOfficeBeforeEach, type PostOffice } from './post-office.js';
import type { RecordingLiveChannel } from './recording-live-channel.js';

const foreign = (id: string, userId: string, message: string): NotificationPosted => ({
  id,
  type: 'notification.posted',
  version: 1,
  occurredAt: '2026-11-21T10:00:00.000Z',
  data: { userId, message },
});

describe('Notifications of a foreign publisher', () => {
  let office: PostOffice<RecordingLiveChannel>;
  openOfficeBeforeEach((opened) => (office = opened));

  it('makes a message without a notification a new one, once an envelope', async () => {
    await office.connect('ada');
    await office.route.execute(foreign('e-1', 'ada', 'from outside'));
    await office.route.execute(foreign('e-1', 'ada', 'from outside'));
    await office.route.execute(foreign('e-2', 'ada', 'from outside'));
    await office.settle();
    expect(office.live.messages).to.deep.equal(['from outside', 'from outside']);
    expect(await office.notifications.lastSequence('ada')).to.equal(2);
    await office.later(60);
    expect(await office.notifications.unpublished(office.clock.now(), 10)).to.deep.equal([]);
  });

  it('reaches a device that connects while it is being stored, and finds nothing yet', async () => {
    const add = office.notifications.add.bind(office.notifications);
    office.notifications.add = async (draft) => {
      await Promise.resolve();
      await office.connect('ada');
      expect(await office.caughtUp('ada')).to.deep.equal([]);
      return add(draft);
    };
    await office.route.execute(foreign('e-1', 'ada', 'from outside'));
    await office.settle();
    expect(office.live.messages).to.deep.equal(['from outside']);
  });

  it('is in the inbox while presence is away, and goes on when it is back', async () => {
    await office.connect('ada');
    const reachable = office.presence.reachable.bind(office.presence);
    office.presence.reachable = () =>
      Promise.reject(new DomainError('unavailable', 'presence-unavailable', 'Who is connected is not known now.'));
    expect(await codeOf(office.route.execute(foreign('e-1', 'ada', 'from outside')))).to.equal('presence-unavailable');
    expect(await office.notifications.lastSequence('ada')).to.equal(1);
    office.presence.reachable = reachable;
    await office.route.execute(foreign('e-1', 'ada', 'from outside'));
    await office.settle();
    expect(office.live.messages).to.deep.equal(['from outside']);
    expect(await office.notifications.lastSequence('ada')).to.equal(1);
  });

  it('refuses an unknown user and a bad message, and drops what is for a removed user', async () => {
    expect(await codeOf(office.route.execute(foreign('e-1', 'nobody', 'hi')))).to.equal('user-not-found');
    for (const text of ['', 'x'.repeat(2_001)])
      expect(await codeOf(office.route.execute(foreign('e-1', 'ada', text)))).to.equal('invalid-message');
    expect(await codeOf(office.route.execute(foreign('e-0', 'ada', '💧'.repeat(1_500))))).to.equal('none');
    await office.register('bob');
    await office.users.remove('bob', office.clock.now());
    expect(await codeOf(office.route.execute(foreign('e-1', 'bob', 'hi')))).to.equal('none');
    expect(await office.notifications.lastSequence('bob')).to.equal(0);
  });

  it('refuses a notification that is unknown or of another user', async () => {
    await office.register('bob');
    const id = await office.send('ada', 'for ada');
    for (const notificationId of [id, 'unknown']) {
      const event = { ...foreign('e-1', 'bob', 'hi'), data: { userId: 'bob', notificationId, message: 'hi' } };
      expect(await codeOf(office.route.execute(event))).to.equal('notification-not-found');
    }
  });
});

describe('A notification that comes along with its event', () => {
  let office: PostOffice<RecordingLiveChannel>;
  openOfficeBeforeEach((opened) => (office = opened));
  beforeEach(() => office.connect('ada'));

  /** What was posted, and the store does not give out any more: as it is when it is slow. */
  const posted = async (message: string): Promise<NotificationPosted> => {
    await office.send('ada', message);
    office.notifications.get = () => Promise.reject(new DomainError('unavailable', 'store-unavailable', 'Not now.'));
    return office.events.take()[0] as NotificationPosted;
  };

  it('goes to the sockets before the store is asked, and then to the channels', async () => {
    const event = await posted('drink');
    expect(await codeOf(office.route.execute(event))).to.equal('store-unavailable');
    expect(office.events.events.map(({ type, data }) => [type, data])).to.deep.equal([
      [
        'notification.routed',
        { userId: 'ada', notificationId: event.data.notificationId, notification: event.data.stored?.notification },
      ],
    ]);
  });

  it('is not believed when somebody else has made or changed it, when it is about another one, or old', async () => {
    const event = await posted('drink');
    const { stored } = event.data;
    if (stored === undefined) throw new Error('nothing came along');
    const forged = { ...stored, notification: { ...stored.notification, message: 'send money' } };
    const unsealed = { ...stored, seal: '' };
    for (const data of [
      { ...event.data, stored: forged },
      { ...event.data, stored: unsealed },
      { ...event.data, notificationId: 'another' },
      { ...event.data, userId: 'bob' },
    ])
      expect(await codeOf(office.route.execute({ ...event, data }))).to.equal('store-unavailable');
    office.clock.advance(2000);
    expect(await codeOf(office.route.execute(event))).to.equal('store-unavailable');
    expect(office.events.events).to.deep.equal([]);
  });

  it('is left at home while its user wants quiet', async () => {
    await office.setQuietHours.execute({
      userId: 'ada',
      quietHours: { from: '09:00', to: '11:00' },
      ip: '192.0.2.1',
      userAgent: 'test',
    });
    expect((await posted('drink')).data).not.to.have.property('stored');
  });
});
