import { expect } from 'chai';
import type { NotificationPosted } from '../../../src/application/events.js';
import { SendMessage } from '../../../src/application/notification/send-message.js';
import type { Role } from '../../../src/domain/identity/role.js';
import { DomainError } from '../../../src/domain/errors.js';
import { codeOf } from './code-of.js';
import { openOfficeBeforeEach, type PostOffice } from './post-office.js';
import type { RecordingLiveChannel } from './recording-live-channel.js';

describe('Posting a notification', () => {
  let office: PostOffice<RecordingLiveChannel>;
  openOfficeBeforeEach((opened) => (office = opened));

  it('stores it under the next sequence, then publishes it', async () => {
    const first = await office.post.execute({ id: 'n-1', userId: 'ada', message: 'drink' });
    expect(first).to.deep.equal({
      id: 'n-1',
      userId: 'ada',
      message: 'drink',
      read: false,
      type: 'message',
      status: 'pending',
      sequence: 1,
      attempts: 0,
      channels: {},
      createdAt: '2026-11-21T10:00:00.000Z',
      expiresAt: null,
      deliveredAt: null,
      readAt: null,
      deletedAt: null,
    });
    expect((await office.post.execute({ id: 'n-2', userId: 'ada', message: 'walk' })).sequence).to.equal(2);
    expect(office.events.events.map(({ type }) => type)).to.deep.equal(['notification.posted', 'notification.posted']);
    const [event] = office.events.events as readonly NotificationPosted[];
    expect(event?.data).to.deep.include({ userId: 'ada', notificationId: 'n-1', message: 'drink' });
    expect((await office.notifications.get('n-1'))?.published).to.equal(true);
  });

  it('routes it itself for who is connected, and leaves anybody else to the worker', async () => {
    const published = async (message: string) => {
      await office.send('ada', message);
      return office.events.take().map(({ type, data }) => [type, 'routed' in data && data.routed]);
    };
    const left = [['notification.posted', false]];
    expect(await published('away')).to.deep.equal(left);
    await office.connect('ada');
    expect(await published('here')).to.deep.equal([
      ['notification.routed', false],
      ['notification.posted', true],
    ]);
    office.presence.reachable = () =>
      Promise.reject(new DomainError('unavailable', 'presence-unavailable', 'Who is connected is not known now.'));
    expect(await published('who knows')).to.deep.equal(left);
  });

  it('leaves it to the worker while its user wants quiet', async () => {
    await office.connect('ada');
    const quietHours = { from: '09:00', to: '11:00' };
    await office.setQuietHours.execute({ userId: 'ada', quietHours, ip: '192.0.2.1', userAgent: 'test' });
    await office.send('ada', 'later');
    expect(office.events.events.map(({ type }) => type)).to.deep.equal(['notification.posted']);
  });

  it('leaves it to the worker, too, when its user wants quiet by the time it can be published', async () => {
    await office.connect('ada');
    const post = () => office.post.execute({ userId: 'ada', message: 'well done', key: 'goal-reached' });
    office.events.away = true;
    await post();
    office.events.away = false;
    const quietHours = { from: '09:00', to: '11:00' };
    await office.users.update('ada', (user) => ({ ...user, quietHours }));
    await post();
    expect(office.events.events.map(({ type }) => type)).to.deep.equal(['notification.posted']);
  });

  it('leaves it to the sweep when only half of it could be published', async () => {
    await office.connect('ada');
    const publish = office.events.publish.bind(office.events);
    for (const lost of ['notification.posted', 'notification.routed']) {
      office.events.publish = (event) =>
        event.type === lost
          ? Promise.reject(new DomainError('unavailable', 'event-log-unavailable', 'Not now.'))
          : publish(event);
      const id = await office.send('ada', lost);
      expect((await office.notifications.get(id))?.published).to.equal(false);
      office.events.publish = publish;
      await office.settle();
      for (const pushed of office.live.pushed) await office.acknowledge.execute({ userId: 'ada', id: pushed.id });
      await office.later(6);
      expect((await office.notifications.get(id))?.published).to.equal(true);
    }
    expect(office.live.messages).to.deep.equal(['notification.posted', 'notification.routed']);
  });

  it('publishes once more, and delivers once, what could not be marked as published', async () => {
    await office.connect('ada');
    const mark = office.notifications.markPublished.bind(office.notifications);
    office.notifications.markPublished = () =>
      Promise.reject(new DomainError('unavailable', 'store-unavailable', 'Not now.'));
    const id = await office.send('ada', 'drink');
    await office.settle();
    await office.acknowledge.execute({ userId: 'ada', id });
    office.notifications.markPublished = mark;
    await office.later(6);
    expect(office.live.messages).to.deep.equal(['drink']);
    expect(await office.notifications.unpublished(office.clock.now(), 10)).to.deep.equal([]);
  });

  it('is done once under one id, and once under one key', async () => {
    const lost = { userId: 'ada', message: 'lost', type: 'streak-lost', key: 'streak-lost:2026-11-20' } as const;
    await office.post.execute({ id: 'n-1', ...lost });
    expect((await office.post.execute({ id: 'n-1', ...lost })).sequence).to.equal(1);
    expect((await office.post.execute({ id: 'n-2', ...lost })).id).to.equal('n-1');
    expect(await office.notifications.lastSequence('ada')).to.equal(1);
    expect(office.events.events).to.have.length(1);
  });

  it('is done while the event log is away: the sweep publishes it when the log is back', async () => {
    office.events.away = true;
    expect((await office.post.execute({ id: 'n-1', userId: 'ada', message: 'one' })).status).to.equal('pending');
    await office.post.execute({ id: 'n-2', userId: 'ada', message: 'two' });
    office.events.away = false;
    await office.connect('ada');
    await office.later(6);
    expect(office.live.messages).to.deep.equal(['one', 'two']);
    await office.later(1);
    expect(office.live.messages).to.deep.equal(['one', 'two']);
  });

  it('is refused for nobody, and with no message or a message too long', async () => {
    expect(await codeOf(office.post.execute({ id: 'n-1', userId: 'nobody', message: 'x' }))).to.equal('user-not-found');
    for (const message of ['', 'x'.repeat(2001)]) {
      expect(await codeOf(office.post.execute({ id: 'n-1', userId: 'ada', message }))).to.equal('invalid-message');
    }
    expect(await office.notifications.get('n-1')).to.equal(undefined);
  });

  it('is for users to themselves, and for administrators to anyone', async () => {
    const send = new SendMessage(office.post);
    const sentBy = (userId: string, role: Role, to: string) =>
      codeOf(
        send.execute({
          principal: { userId, role, sessionId: 's', expiresAt: 0 },
          id: office.ids.next(),
          userId: to,
          message: 'hello',
        }),
      );
    expect(await sentBy('ada', 'user', 'ada')).to.equal('none');
    expect(await sentBy('bob', 'user', 'ada')).to.equal('forbidden');
    expect(await sentBy('bob', 'user', 'nobody')).to.equal('forbidden');
    expect(await sentBy('root', 'admin', 'ada')).to.equal('none');
    expect(await sentBy('root', 'admin', 'nobody')).to.equal('user-not-found');
  });
});
