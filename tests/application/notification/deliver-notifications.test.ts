import { expect } from 'chai';
import fc from 'fast-check';
import type { AppEvent } from '../../../src/application/events.js';
import { DomainError } from '../../../src/domain/errors.js';
import { discard, markRead } from '../../../src/domain/notification/notification.js';
import { eventually } from '../../eventually.js';
import { codeOf } from './code-of.js';
import { openOfficeBeforeEach, PostOffice } from './post-office.js';
import { RecordingLiveChannel } from './recording-live-channel.js';

describe('Delivering notifications', () => {
  let office: PostOffice<RecordingLiveChannel>;
  openOfficeBeforeEach((opened) => (office = opened));

  /** Returns the events that wake up delivery, which comes to pass when they are handled. */
  const handOn = async (at = office): Promise<readonly AppEvent[]> => {
    const { events } = at.events;
    while (events.some(({ type }) => type !== 'notification.routed')) {
      for (const event of at.events.take()) {
        if (event.type === 'notification.routed') events.push(event);
        else await at.handle(event);
      }
    }
    return events;
  };

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

  it('tells the unread count in the end, also when the first try failed and the device has it by then', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    const [routed] = await handOn();
    office.events.take();
    const send = office.live.send.bind(office.live);
    office.live.send = () => Promise.reject(new DomainError('unavailable', 'live-channel-unavailable', 'away'));
    expect(await codeOf(office.handle(routed!))).to.equal('live-channel-unavailable');
    office.live.send = send;
    await office.acknowledge.execute({ userId: 'ada', id });
    await office.handle(routed!);
    expect(office.live.messages).to.deep.equal(['drink']);
    expect(office.live.unreadTold).to.deep.equal([1]);
  });

  it('leaves it for the next connection of a user who is away, and no attempt is used up', async () => {
    const id = await office.send('ada', 'drink');
    await office.settle();
    await office.later(3600);
    expect(office.live.messages).to.deep.equal([]);
    expect(await office.notifications.get(id)).to.include({ status: 'pending', attempts: 0 });
  });

  it('counts no attempt into an empty room when the last device left after routing', async () => {
    await office.connect('ada');
    const id = await office.send('ada', 'drink');
    await handOn();
    await office.disconnect('ada');
    await office.settle();
    expect(await office.notifications.get(id)).to.include({ status: 'pending', attempts: 0 });
    expect(office.live.unreadTold).to.deep.equal([]);
    expect((await office.caughtUp('ada')).map(({ attempts }) => attempts)).to.deep.equal([1]);
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

  it('pushes each once and in order, whatever comes twice, late or out of order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), async (picks) => {
        const live = new RecordingLiveChannel();
        const other = new PostOffice(live);
        await other.register('ada');
        await other.connect('ada');
        const messages: string[] = [];
        const routed: AppEvent[] = [];
        for (const pick of picks) {
          messages.push(String(messages.length + 1));
          await other.send('ada', messages.at(-1) ?? '');
          await handOn(other);
          routed.push(...other.events.take());
          other.clock.advance(pick % 1400);
          if (pick % 3 > 0) await other.handle(routed[pick % routed.length]!);
        }
        for (const event of routed) await other.handle(event);
        other.close();
        expect(live.messages).to.deep.equal(messages);
      }),
      { numRuns: 40 },
    );
  });

  describe('that follows what the user was pushed last', () => {
    it('does not wait for the store', async () => {
      await office.connect('ada');
      const update = office.notifications.update.bind(office.notifications);
      let store: () => void = () => undefined;
      await office.send('ada', 'drink');
      await handOn();
      const stored = new Promise<void>((resolve) => (store = resolve));
      office.notifications.update = (id, change) => stored.then(() => update(id, change));
      const settling = office.settle();
      await eventually(() => office.live.messages.length === 1);
      store();
      await settling;
      expect(office.live.pushed[0]).to.include({ attempts: 1, message: 'drink' });
      expect((await office.notifications.behind('ada', 0, 1))[0]).to.include({ attempts: 1, status: 'pending' });
    });

    it('is an attempt, also when it is acknowledged before that is noted', async () => {
      await office.connect('ada');
      const id = await office.send('ada', 'drink');
      await handOn();
      office.live.push = async (userId) => {
        await office.acknowledge.execute({ userId, id });
      };
      await office.settle();
      expect(await office.notifications.get(id)).to.include({ status: 'delivered', attempts: 1 });
    });

    it('is looked up if the event is old: it may be deleted by now', async () => {
      await office.connect('ada');
      const id = await office.send('ada', 'drink');
      await handOn();
      await office.notifications.update(id, (notification) => discard(notification, office.clock.now()));
      office.clock.advance(2000);
      await office.settle();
      expect(office.live.messages).to.deep.equal([]);
    });

    it('does not stay on devices if it was deleted or read before it came', async () => {
      await office.connect('ada');
      const ids = [await office.send('ada', 'one'), await office.send('ada', 'two')] as const;
      await handOn();
      await office.notifications.update(ids[0], (notification) => discard(notification, office.clock.now()));
      await office.notifications.update(ids[1], (notification) => markRead(notification, office.clock.now()));
      await office.settle();
      expect(office.live.messages).to.deep.equal(['one', 'two']);
      const changes = office.live.sent.flatMap((sent) => (sent.event === 'unread' ? [] : [sent]));
      expect(changes).to.have.length(2);
      expect(changes[0]).to.deep.equal({ userId: 'ada', event: 'notification:deleted', payload: { id: ids[0] } });
      expect(changes[1]).to.deep.include({ userId: 'ada', event: 'notification:updated' });
      expect(changes[1]?.payload).to.include({ id: ids[1], readAt: '2026-11-21T10:00:00.000Z' });
    });

    it('is not pushed when it has expired on the way', async () => {
      await office.connect('ada');
      const expiresAt = office.clock.now() + 500;
      await office.post.execute({ id: 'n-1', userId: 'ada', message: 'drink', expiresAt });
      await handOn();
      office.clock.advance(500);
      await office.settle();
      expect(office.live.messages).to.deep.equal([]);
    });

    it('comes behind what was stored before and published after it', async () => {
      await office.connect('ada');
      await office.send('ada', 'one');
      const late = office.events.take();
      await office.send('ada', 'two');
      await office.settle();
      expect(office.live.messages).to.deep.equal(['one', 'two']);
      for (const event of late) await office.handle(event);
      await office.send('ada', 'three');
      await office.settle();
      expect(office.live.messages).to.deep.equal(['one', 'two', 'three']);
    });
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
      expect(office.live.messages).to.deep.equal(['drink']);
      office.clock.advance(2000);
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
