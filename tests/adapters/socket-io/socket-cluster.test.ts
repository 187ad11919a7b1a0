import { expect } from 'chai';
import { Redis } from 'ioredis';
import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { SocketCluster } from '../../../src/adapters/socket-io/socket-cluster.js';
import { SocketIoLiveChannel } from '../../../src/adapters/socket-io/socket-io-live-channel.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { notificationView } from '../../../src/application/notification/notification-view.js';
import { PostOffice } from '../../application/notification/post-office.js';
import { eventually } from '../../eventually.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith, uniqueName } from '../../servers.js';
import { Gate } from '../redis/gate.js';
import { RealtimeNode, TestSessions } from './realtime-node.js';

interface Process {
  readonly cluster: SocketCluster;
  readonly close: () => Promise<void>;
}

async function openProcess(url: string, prefix: string): Promise<Process> {
  const connections = new RedisConnections(url, new SystemClock(), quietLog);
  await connections.start();
  const link = { publisher: connections.patient, subscriber: connections.dedicate(), prefix };
  const cluster = new SocketCluster(new SystemClock(), quietLog, link);
  await cluster.ready();
  const close = async (): Promise<void> => {
    await cluster.close();
    await connections.stop();
  };
  return { cluster, close };
}

describeWith('redis', 'Sockets of many processes', (url) => {
  let gate: Gate;
  let worker: Process;
  let realtime: Process;
  let office: PostOffice<SocketIoLiveChannel>;
  let sessions: TestSessions;
  let node: RealtimeNode;
  let prefix: string;
  beforeEach(async () => {
    gate = new Gate(url);
    prefix = `${uniqueName()}:`;
    worker = await openProcess(url, prefix);
    realtime = await openProcess(await gate.open(), prefix);
    office = new PostOffice(new SocketIoLiveChannel(worker.cluster));
    await office.register('ada');
    sessions = new TestSessions();
    node = await RealtimeNode.open(realtime.cluster, office, sessions);
  });
  afterEach(async () => {
    await node.close();
    await realtime.close();
    await worker.close();
    gate.shut();
    office.close();
  });

  const reachable = () => eventually(() => office.presence.reachable('ada', office.clock.now()));

  it('get what was posted anywhere, once, and it is delivered', async () => {
    const device = await node.connect({ userId: 'ada' });
    await reachable();
    const ids: string[] = [];
    for (let count = 0; count < 100; count += 1) ids.push(await office.send('ada', `${count}`));
    await office.settle();
    await eventually(async () => (await office.notifications.countByStatus()).delivered === 100);
    expect(device.inbox.map(({ id }) => id)).to.deep.equal(ids);
  });

  it('are asked only where the user is', async () => {
    const redis = new Redis(url);
    const listening = async (): Promise<readonly string[]> => {
      const channels = (await redis.pubsub('SHARDCHANNELS', `${prefix}*ada*`)) as string[];
      const counted = (await redis.pubsub('SHARDNUMSUB', ...channels)) as (string | number)[];
      return channels.map((channel) => `${channel.slice(prefix.length)} ${counted[counted.indexOf(channel) + 1]}`);
    };
    const idle = await openProcess(url, prefix);
    const [phone, laptop] = [await node.connect({ userId: 'ada' }), await node.connect({ userId: 'ada' })];
    await reachable();
    expect(await listening()).to.have.members([
      'push:ada 1',
      'socket.io#/#user:ada# 1',
      'socket.io#/#session:session of ada# 1',
    ]);
    phone.close();
    await office.send('ada', 'still here');
    await office.settle();
    await eventually(() => laptop.messages.length === 1);
    laptop.close();
    await eventually(async () => (await listening()).length === 0);
    await idle.close();
    redis.disconnect();
  });

  it('hear nothing of deployments with another prefix', async () => {
    const stranger = await openProcess(url, `${prefix}other:`);
    const device = await node.connect({ userId: 'ada' });
    await eventually(() => device.payloads('unread').length === 1);
    const elsewhere = new SocketIoLiveChannel(stranger.cluster);
    await elsewhere.send('ada', { event: 'unread', payload: { count: 7 } });
    await elsewhere.endUser('ada');
    await stranger.close();
    await office.live.send('ada', { event: 'unread', payload: { count: 1 } });
    await eventually(() => device.payloads('unread').length === 2);
    expect(device.payloads('unread')).to.deep.equal([{ count: 0 }, { count: 1 }]);
    expect(device.socket.connected).to.equal(true);
  });

  it('make good for what they missed while Redis was away', async () => {
    const [good, revoked] = [
      await node.connect({ userId: 'ada', sessionId: 'good' }),
      await node.connect({ userId: 'ada', sessionId: 'revoked' }),
    ];
    // The unread count comes when a device has caught up, to all devices.
    await eventually(() => good.payloads('unread').length === 2);
    gate.shut();
    sessions.ended.add('revoked');
    await office.live.endSession('revoked');
    await office.send('ada', 'missed');
    await office.settle();
    expect(good.messages).to.deep.equal([]);
    await gate.open();
    await eventually(() => good.messages.length === 1 && !revoked.socket.connected);
    await office.send('ada', 'heard');
    await office.settle();
    await eventually(() => good.messages.length === 2);
    expect(good.messages).to.deep.equal(['missed', 'heard']);
  });

  it('hear late what a process said that had lost Redis for a moment', async () => {
    const door = new Gate(url);
    const cutOff = await openProcess(await door.open(), prefix);
    const live = new SocketIoLiveChannel(cutOff.cluster);
    const device = await node.connect({ userId: 'ada', sessionId: 'revoked' });
    await eventually(() => device.payloads('unread').length === 1);
    await office.send('ada', 'drink');
    const [posted] = await office.notifications.behind('ada', 0, 1);
    door.shut();
    await live.push('ada', notificationView(posted!));
    await live.endSession('revoked');
    await door.open();
    await eventually(() => !device.socket.connected);
    expect(device.messages).to.deep.equal(['drink']);
    await cutOff.close();
    door.shut();
  });

  it('make good for what another device of the user took in the meantime', async () => {
    const direct = await openProcess(url, prefix);
    const elsewhere = await RealtimeNode.open(direct.cluster, office, sessions);
    const [phone, laptop] = [await node.connect({ userId: 'ada' }), await elsewhere.connect({ userId: 'ada' })];
    await eventually(() => phone.payloads('unread').length === 2);
    await office.send('ada', 'first');
    await office.settle();
    await eventually(() => phone.messages.length === 1 && laptop.messages.length === 1);
    gate.shut();
    const missed = await office.send('ada', 'missed');
    await office.settle();
    await eventually(async () => (await office.statusOf(missed)) === 'delivered');
    expect(phone.messages).to.deep.equal(['first']);
    await gate.open();
    await eventually(() => phone.messages.length === 2);
    expect([phone.messages, laptop.messages]).to.deep.equal([
      ['first', 'missed'],
      ['first', 'missed'],
    ]);
    await elsewhere.close();
    await direct.close();
  });

  it('make good for what another device took before they were told more from within the process', async () => {
    const direct = await openProcess(url, prefix);
    const elsewhere = await RealtimeNode.open(direct.cluster, office, sessions);
    const [phone, laptop] = [await node.connect({ userId: 'ada' }), await elsewhere.connect({ userId: 'ada' })];
    await eventually(() => phone.payloads('unread').length === 2);
    gate.shut();
    await eventually(() => !realtime.cluster.hearsOthers);
    const missed = await office.send('ada', 'missed');
    await office.settle();
    await eventually(async () => (await office.statusOf(missed)) === 'delivered');
    const local = new SocketIoLiveChannel(realtime.cluster);
    office.live.push = (userId, notification) => local.push(userId, notification);
    await office.send('ada', 'local');
    await office.settle();
    await eventually(() => phone.messages.length === 1);
    await gate.open();
    await eventually(() => phone.messages.length === 2 && laptop.messages.length === 2);
    expect(phone.messages).to.deep.equal(['local', 'missed']);
    expect(laptop.messages).to.deep.equal(['missed', 'local']);
    await elsewhere.close();
    await direct.close();
  });

  it('are reachable only once they hear, and then make good for what was said before', async () => {
    const { clock, presence } = office;
    await office.send('ada', 'waiting');
    await office.settle();
    gate.hold();
    const device = await node.connect({ userId: 'ada' });
    clock.advance(1000);
    await eventually(() => device.messages.length === 1);
    expect(await presence.reachable('ada', clock.now())).to.equal(false);
    // As if the user had a device elsewhere too.
    await presence.renew('elsewhere', ['ada'], clock.now(), clock.now() + 60_000);
    await office.send('ada', 'unheard');
    await office.settle();
    expect(device.messages).to.deep.equal(['waiting']);
    await presence.release('elsewhere', 'ada', clock.now());
    gate.letGo();
    await reachable();
    await eventually(() => device.messages.length === 2);
    expect(device.messages).to.deep.equal(['waiting', 'unheard']);
  });

  it('make good for what another device took before they heard', async () => {
    const direct = await openProcess(url, prefix);
    const elsewhere = await RealtimeNode.open(direct.cluster, office, sessions);
    const laptop = await elsewhere.connect({ userId: 'ada' });
    await reachable();
    const takes = async (message: string) => {
      const id = await office.send('ada', message);
      await office.settle();
      await eventually(async () => (await office.statusOf(id)) === 'delivered');
    };
    await takes('before');
    gate.hold();
    const phone = await node.connect({ userId: 'ada' });
    await takes('at once');
    office.clock.advance(1000);
    await eventually(() => phone.messages.length === 1);
    await takes('later');
    gate.letGo();
    await eventually(() => phone.messages.length === 2);
    expect(phone.messages).to.deep.equal(['at once', 'later']);
    expect(laptop.messages).to.deep.equal(['before', 'at once', 'later']);
    await elsewhere.close();
    await direct.close();
  });

  it('of the same process hear it, and end, while Redis is away', async () => {
    const local = new SocketIoLiveChannel(realtime.cluster);
    const device = await node.connect({ userId: 'ada', sessionId: 'here' });
    await eventually(() => device.payloads('unread').length === 1);
    gate.shut();
    await local.send('ada', { event: 'unread', payload: { count: 3 } });
    await eventually(() => device.payloads('unread').length === 2);
    await local.endSession('here');
    await eventually(() => !device.socket.connected);
    await gate.open();
  });
});

describe('A socket cluster without Redis in reach', () => {
  it('takes what is said, and closes', async () => {
    const connections = new RedisConnections('redis://127.0.0.1:1', new SystemClock(), quietLog);
    const link = { publisher: connections.patient, subscriber: connections.dedicate(), prefix: '' };
    const cluster = new SocketCluster(new SystemClock(), quietLog, link);
    const live = new SocketIoLiveChannel(cluster);
    await live.send('ada', { event: 'unread', payload: { count: 1 } });
    await live.endUser('ada');
    await cluster.close();
    await connections.stop();
  });
});
