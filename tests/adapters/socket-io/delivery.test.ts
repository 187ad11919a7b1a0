import { expect } from 'chai';
import { DomainError } from '../../../src/domain/errors.js';
import { eventually } from '../../eventually.js';
import { openEmbeddedRealtime, type EmbeddedRealtime } from './embedded-realtime.js';

const away = (): Promise<never> =>
  Promise.reject(new DomainError('unavailable', 'storage-unavailable', 'The store is away.'));

describe('Delivery to sockets', () => {
  let realtime: EmbeddedRealtime;
  beforeEach(async () => {
    realtime = await openEmbeddedRealtime();
  });
  afterEach(async () => {
    await realtime.close();
  });

  const reachable = () => eventually(() => realtime.office.presence.reachable('ada', realtime.office.clock.now()));
  const delivered = (id: string) => eventually(async () => (await realtime.office.statusOf(id)) === 'delivered');

  it('reaches each device, and the first acknowledgement delivers', async () => {
    const { node, office } = realtime;
    const [phone, laptop] = [
      await node.connect({ userId: 'ada' }),
      await node.connect({ userId: 'ada' }, { silent: true }),
    ];
    await reachable();
    const id = await office.send('ada', 'drink');
    await office.settle();
    await delivered(id);
    await eventually(() => laptop.inbox.length === 1);
    expect(phone.inbox).to.deep.equal(laptop.inbox);
    expect((await office.notifications.get(id))?.attempts).to.equal(1);
    expect(phone.payloads('unread').at(-1)).to.deep.equal({ count: 1 });
    await office.later(60);
    expect([phone.messages, laptop.messages]).to.deep.equal([['drink'], ['drink']]);
  });

  it('bothers the store with one acknowledgement of many, and knows which devices gave theirs', async () => {
    const { node, office } = realtime;
    const devices = await Promise.all([1, 2, 3].map(() => node.connect({ userId: 'ada' }, { silent: true })));
    const [first, second, third] = devices;
    await reachable();
    await eventually(() => devices.every((device) => device.payloads('unread').length > 0));
    const acknowledge = office.acknowledge.execute.bind(office.acknowledge);
    let told = 0;
    office.acknowledge.execute = (acknowledged) => {
      told += 1;
      return acknowledge(acknowledged);
    };
    const id = await office.send('ada', 'drink');
    await office.settle();
    await eventually(() => devices.every((device) => device.inbox.length === 1));
    first?.acknowledgeAll();
    second?.acknowledgeAll();
    await delivered(id);
    await Promise.all(devices.map((device) => device.ask('sync', { after: 0 })));
    expect(told).to.equal(1);
    const view = first?.inbox[0];
    expect(view).not.to.equal(undefined);
    office.clock.advance(6000);
    if (view !== undefined) await office.live.push('ada', view);
    await eventually(() => third?.inbox.length === 2);
    await Promise.all(devices.map((device) => device.ask('sync', { after: 0 })));
    expect(devices.map((device) => device.inbox.length)).to.deep.equal([1, 1, 2]);
  });

  it('reaches the device that was there when one that connects in that moment is the first to be sent it', async () => {
    const { node, office } = realtime;
    const there = await node.connect({ userId: 'ada' });
    await eventually(() => there.payloads('unread').length > 0);
    await office.send('ada', 'drink');
    const coming = await node.connect({ userId: 'ada' }, { silent: true });
    await eventually(() => coming.inbox.length > 0);
    await office.settle();
    await eventually(() => there.inbox.length > 0);
    expect([there.messages, coming.messages]).to.deep.equal([['drink'], ['drink']]);
  });

  it('catches up on connect, oldest first, once', async () => {
    const { node, office } = realtime;
    const ids: string[] = [];
    for (const message of ['one', 'two', 'three']) ids.push(await office.send('ada', message));
    await office.settle();
    const first = await node.connect({ userId: 'ada' });
    await Promise.all(ids.map(delivered));
    expect(first.messages).to.deep.equal(['one', 'two', 'three']);
    await eventually(() => first.payloads('unread').length > 0);
    expect(first.payloads('unread')).to.deep.equal([{ count: 3 }]);
    const second = await node.connect({ userId: 'ada' });
    await eventually(() => second.payloads('unread').length > 0);
    expect(second.messages).to.deep.equal([]);
  });

  it('leaves no gap, and sends nothing twice, when notifications come while a device catches up', async () => {
    const { node, office } = realtime;
    for (const message of ['one', 'two']) await office.send('ada', message);
    await office.settle();
    const read = office.notifications.undelivered.bind(office.notifications);
    let goOn: () => void = () => undefined;
    const halfway = new Promise<void>((reached) => {
      office.notifications.undelivered = async (...asked) => {
        const page = await read(...asked);
        office.notifications.undelivered = read;
        reached();
        await new Promise<void>((resume) => (goOn = resume));
        return page;
      };
    });
    const device = await node.connect({ userId: 'ada' });
    await halfway;
    for (const message of ['three', 'four']) await office.send('ada', message);
    await office.settle();
    await device.ask('sync', { after: 0 });
    expect(device.messages).to.deep.equal([]);
    goOn();
    await eventually(() => device.messages.length === 4);
    await device.ask('sync', { after: 0 });
    expect(device.messages).to.deep.equal(['one', 'two', 'three', 'four']);
  });

  it('comes again with the same id to a silent device, and a late acknowledgement counts', async () => {
    const { node, office } = realtime;
    const device = await node.connect({ userId: 'ada' }, { silent: true });
    await reachable();
    const id = await office.send('ada', 'drink');
    await office.settle();
    await eventually(() => device.inbox.length === 1);
    office.clock.advance(5000);
    await office.replay.execute();
    expect(await office.statusOf(id)).to.equal('failed');
    office.clock.advance(16_000);
    await office.presence.renew('other node', ['ada'], office.clock.now(), office.clock.now() + 60_000);
    await office.replay.execute();
    await office.settle();
    await eventually(() => device.inbox.length === 2);
    expect(device.inbox.map((notification) => [notification.id, notification.attempts])).to.deep.equal([
      [id, 1],
      [id, 2],
    ]);
    office.clock.advance(5000);
    await office.replay.execute();
    expect(await office.statusOf(id)).to.equal('failed');
    device.acknowledgeAll();
    await delivered(id);
  });

  it('is not repeated for a device that has it, even if its acknowledgement was lost', async () => {
    const { node, office } = realtime;
    const device = await node.connect({ userId: 'ada' });
    await reachable();
    const acknowledge = office.acknowledge.execute.bind(office.acknowledge);
    let lost = 0;
    office.acknowledge.execute = () => {
      lost += 1;
      return away();
    };
    const id = await office.send('ada', 'drink');
    await office.settle();
    await eventually(() => lost === 1);
    office.acknowledge.execute = acknowledge;
    office.clock.advance(5000);
    await office.replay.execute();
    office.clock.advance(16_000);
    await office.presence.renew('other node', ['ada'], office.clock.now(), office.clock.now() + 60_000);
    await office.replay.execute();
    await office.settle();
    await delivered(id);
    expect(device.messages).to.deep.equal(['drink']);
  });

  it('catches up later when the store was away', async () => {
    const { node, office } = realtime;
    await office.send('ada', 'drink');
    await office.settle();
    const read = office.notifications.undelivered.bind(office.notifications);
    let tried = 0;
    office.notifications.undelivered = () => {
      tried += 1;
      return away();
    };
    const device = await node.connect({ userId: 'ada' });
    await eventually(() => tried === 1);
    office.notifications.undelivered = read;
    await eventually(() => {
      office.clock.advance(1000);
      return device.messages.length === 1;
    });
  });

  it('wakes for who was here but counted as gone', async () => {
    const { node, office } = realtime;
    const device = await node.connect({ userId: 'ada' });
    await reachable();
    await office.presence.sweep(Infinity);
    const id = await office.send('ada', 'unheard of');
    await office.settle();
    expect(await office.statusOf(id)).to.equal('pending');
    office.clock.advance(10_000);
    await delivered(id);
    expect(device.messages).to.deep.equal(['unheard of']);
  });

  it('wakes for who came back while that could not be told', async () => {
    const { node, office } = realtime;
    const first = await node.connect({ userId: 'ada' });
    await reachable();
    // The next heartbeat comes within the grace, so nobody counts as gone.
    office.clock.advance(7000);
    first.close();
    await eventually(async () => !(await office.presence.reachable('ada', office.clock.now())));
    const connect = office.connectDevice.execute.bind(office.connectDevice);
    office.connectDevice.execute = away;
    const device = await node.connect({ userId: 'ada' });
    await eventually(() => device.payloads('unread').length === 1);
    office.connectDevice.execute = connect;
    const id = await office.send('ada', 'unheard of');
    await office.settle();
    expect(await office.statusOf(id)).to.equal('pending');
    office.clock.advance(3000);
    await delivered(id);
    expect(device.messages).to.deep.equal(['unheard of']);
  });
});
