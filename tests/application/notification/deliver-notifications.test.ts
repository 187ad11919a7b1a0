import { expect } from 'chai';
import type { NotificationPosted } from '../../../src/application/events.js';
import { codeOf } from './code-of.js';
import { PostOffice } from './post-office.js';
import { RecordingLiveChannel } from './recording-live-channel.js';

const foreign = (id: string, userId: string, message: string): NotificationPosted => ({
  id,
  type: 'notification.posted',
  version: 1,
  occurredAt: '2026-11-21T10:00:00.000Z',
  data: { userId, message },
});

describe('Delivering notifications', () => {
  let office: PostOffice<RecordingLiveChannel>;
  beforeEach(async () => {
    office = new PostOffice(new RecordingLiveChannel());
    await office.register('ada');
  });
  afterEach(() => {
    office.close();
  });

  it('pushes to a connected user, counts the attempt and tells the unread count', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await office.settle();
    expect(office.live.pushed).to.have.length(1);
    expect(office.live.pushed[0]).to.include({ id, attempts: 1, status: 'pending' });
    expect(office.live.unreadTold).to.deep.equal([1]);
    await office.acknowledge.execute({ userId: 'ada', id });
    expect(await office.notifications.get(id)).to.include({ status: 'delivered', deliveredAt: office.clock.now() });
  });

  it('leaves it for the next connection of a user who is away, and no attempt is used up', async () => {
    const id = await office.send('ada', 'drink');
    await office.settle();
    await office.later(3600);
    expect(office.live.messages).to.deep.equal([]);
    expect(await office.notifications.get(id)).to.include({ status: 'pending', attempts: 0 });
  });

  it('does not push into an empty room when the last device left after routing', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    for (const event of office.events.take())
      if (event.type === 'notification.posted') await office.route.execute(event);
    await office.disconnect('ada');
    await office.settle();
    expect(office.live.messages).to.deep.equal([]);
    expect((await office.notifications.get(id))?.attempts).to.equal(0);
  });

  it('pushes once however often the event comes', async () => {
    await office.connect('ada');
    await office.send('ada', 'drink');
    const events = office.events.take();
    office.events.events.push(...events, ...events, ...events);
    await office.settle();
    expect(office.live.messages).to.deep.equal(['drink']);
  });

  it('takes along, in order, what else is due, however the events are ordered', async () => {
    await office.connect('ada');
    for (const message of ['one', 'two', 'three']) await office.send('ada', message);
    const events = office.events.take();
    office.events.events.push(...events.toReversed());
    await office.settle();
    expect(office.live.messages).to.deep.equal(['one', 'two', 'three']);
  });

  it('gives up nobody else for one silent user', async () => {
    await office.register('bob');
    await office.connect('ada');
    await office.connect('bob');
    await office.send('ada', 'for ada');
    await office.send('bob', 'for bob');
    await office.settle();
    expect(office.live.messages).to.deep.equal(['for ada', 'for bob']);
  });

  it('does not push what has expired, not at once, nor again, nor on connect', async () => {
    const expiresAt = office.clock.now() + 10_000;
    const post = (id: string) => office.post.execute({ id, userId: 'ada', message: id, expiresAt });
    await office.connect('ada');
    await post('in time');
    await office.settle();
    await post('too late');
    office.clock.advance(10_000);
    await office.settle();
    for (let times = 0; times < 3; times += 1) await office.later(60);
    expect(office.live.messages).to.deep.equal(['in time']);
    expect(await office.caughtUp('ada')).to.deep.equal([]);
    expect(await office.notifications.due(Number.MAX_SAFE_INTEGER, 10)).to.deep.equal([]);
    const attempts = (await office.notifications.behind('ada', 0, 10)).map((notification) => notification.attempts);
    expect(attempts).to.deep.equal([1, 0]);
  });

  it('ignores an acknowledgement by somebody else', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await office.settle();
    await office.acknowledge.execute({ userId: 'bob', id });
    await office.acknowledge.execute({ userId: 'bob', id: 'unknown' });
    expect(await office.statusOf(id)).to.equal('pending');
  });

  describe('from a foreign publisher', () => {
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

  describe('to a device that has just connected', () => {
    it('sends everything not delivered, oldest first, each as an attempt', async () => {
      for (const message of ['one', 'two', 'three']) await office.send('ada', message);
      await office.acknowledge.execute({ userId: 'ada', id: (await office.notifications.behind('ada', 1, 1))[0]!.id });
      const caughtUp = await office.caughtUp('ada');
      expect(caughtUp.map(({ message, attempts }) => [message, attempts])).to.deep.equal([
        ['one', 1],
        ['three', 1],
      ]);
    });

    it('sends what another device is being sent, and what is dead, without another attempt', async () => {
      await office.connect('ada');
      const dead = await office.send('ada', 'dead');
      await office.settle();
      for (const seconds of [5, 16, 5, 31, 5]) await office.later(seconds);
      expect(await office.statusOf(dead)).to.equal('dead');
      await office.send('ada', 'in hand');
      await office.settle();
      const caughtUp = await office.caughtUp('ada');
      expect(caughtUp.map(({ message, attempts }) => [message, attempts])).to.deep.equal([
        ['dead', 3],
        ['in hand', 1],
      ]);
    });

    it('leaves out no device that was there before: what it takes is pushed to all, once', async () => {
      await office.connect('ada');
      await office.send('ada', 'drink');
      expect(await office.caughtUp('ada')).to.have.length(1);
      await office.settle();
      expect(office.live.messages).to.deep.equal(['drink']);
    });

    it('does not send what expires while it is being sent', async () => {
      const expiresAt = office.clock.now() + 1000;
      for (const id of ['one', 'two', 'three']) {
        await office.post.execute({ id, userId: 'ada', message: id, expiresAt: id === 'two' ? expiresAt : null });
      }
      const sent: string[] = [];
      for await (const { message } of office.catchUpDevice.execute({ userId: 'ada' })) {
        sent.push(message);
        office.clock.advance(1000);
      }
      expect(sent).to.deep.equal(['one', 'three']);
    });

    it('reads on beyond a page', async () => {
      for (let count = 0; count < 205; count += 1) await office.send('ada', `${count}`);
      const caughtUp = await office.caughtUp('ada');
      expect(caughtUp.map(({ sequence }) => sequence)).to.deep.equal(
        Array.from({ length: 205 }, (_, index) => index + 1),
      );
    });
  });
});
