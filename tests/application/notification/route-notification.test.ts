import { expect } from 'chai';
import type { AppEvent, NotificationPosted } from '../../../src/application/events.js';
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

describe('A notification that was routed where it was posted', () => {
  let office: PostOffice<RecordingLiveChannel>;
  openOfficeBeforeEach((opened) => (office = opened));
  beforeEach(() => office.connect('ada'));

  it('is only handed to the channels', async () => {
    await office.users.update('ada', (user) => ({ ...user, preferences: { message: { email: true } } }));
    const id = await office.send('ada', 'drink');
    const [, posted] = office.events.take() as readonly [AppEvent, NotificationPosted];
    await office.route.execute(posted);
    expect(office.events.events).to.deep.equal([]);
    expect((await office.notifications.get(id))?.channels).to.have.property('email');
  });

  it('is routed nevertheless when a foreign publisher says so of what is not stored yet', async () => {
    const said = foreign('e-1', 'ada', 'from outside');
    await office.route.execute({ ...said, data: { ...said.data, routed: true } });
    await office.settle();
    expect(office.live.messages).to.deep.equal(['from outside']);
  });
});
