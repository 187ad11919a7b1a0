import { expect } from 'chai';
import { Metrics } from '../../../src/adapters/http/metrics.js';
import { eventually } from '../../eventually.js';
import { openEmbeddedRealtime, type EmbeddedRealtime } from './embedded-realtime.js';
import { TestDevice } from './test-device.js';

/** The `data.code` of a refusal; its message if it has none. */
async function refusalOf(connecting: Promise<TestDevice>): Promise<unknown> {
  try {
    (await connecting).close();
    return 'admitted';
  } catch (error) {
    const { data, message } = error as Error & { data?: { code: unknown } };
    return data?.code ?? message;
  }
}

describe('A socket', () => {
  let realtime: EmbeddedRealtime;
  beforeEach(async () => {
    realtime = await openEmbeddedRealtime();
  });
  afterEach(async () => {
    await realtime.close();
  });

  it('opens for a token that is good, and says why it does not open for others', async () => {
    const { node, sessions } = realtime;
    expect(await refusalOf(node.connect({ userId: 'ada' }))).to.equal('admitted');
    for (const auth of [{}, { token: 7 }, { token: null }, { token: { $gt: '' } }]) {
      expect(await refusalOf(TestDevice.connect(node.url, auth))).to.equal('unauthenticated');
    }
    expect(await refusalOf(TestDevice.connect(node.url, { token: 'nonsense' }))).to.equal('session-ended');
    sessions.away = true;
    expect(await refusalOf(node.connect({ userId: 'ada' }))).to.equal('storage-unavailable');
  });

  it('shows in the metrics for as long as it is open', async () => {
    const { cluster, node } = realtime;
    const metrics = new Metrics();
    metrics.measureSockets(() => cluster.open);
    const read = async () => /^streakline_sockets (\d+)$/m.exec(await metrics.registry.metrics())?.[1];
    expect(await read()).to.equal('0');
    const devices = [await node.connect({ userId: 'ada' }), await node.connect({ userId: 'bob' })];
    expect(await read()).to.equal('2');
    for (const device of devices) device.close();
    await eventually(async () => (await read()) === '0');
  });

  it('says no more than that something went wrong when something went wrong', async () => {
    const { node } = realtime;
    // Looking this one up fails in a way that nobody foresaw.
    expect(await refusalOf(TestDevice.connect(node.url, { token: 'null' }))).to.equal('internal-error');
  });

  it('opens for listed pages, pages of the same address and what is no browser', async () => {
    const { node } = realtime;
    const from = (origin?: string, transports?: readonly string[]) =>
      refusalOf(node.connect({ userId: 'ada' }, { ...(origin && { origin }), ...(transports && { transports }) }));
    expect(await from()).to.equal('admitted');
    expect(await from(node.url)).to.equal('admitted');
    expect(await from('https://app.example.org')).to.equal('admitted');
    expect(await from('https://evil.example.org')).to.equal('websocket error');
    expect(await from('null')).to.equal('websocket error');
    expect(await from('https://evil.example.org', ['polling'])).to.equal('xhr poll error');
    expect(await from('https://app.example.org', ['polling'])).to.equal('admitted');
  });

  it('opens only as often as a user may have it, also when many come at once', async () => {
    const { node } = realtime;
    const connecting = Array.from({ length: 9 }, () => node.connect({ userId: 'ada' }));
    const opened = await Promise.allSettled(connecting);
    const refusals = await Promise.all(
      connecting.filter((_, index) => opened[index]?.status === 'rejected').map(refusalOf),
    );
    expect(refusals).to.deep.equal(Array(5).fill('too-many-connections'));
    expect(await refusalOf(node.connect({ userId: 'root' }))).to.equal('admitted');
    const [first] = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    first?.close();
    await eventually(async () => {
      expect(await refusalOf(node.connect({ userId: 'ada' }))).to.equal('admitted');
    });
  });

  it('closes when its token expires', async () => {
    const { node, office } = realtime;
    const device = await node.connect({ userId: 'ada', expiresAt: office.clock.now() + 60_000 });
    office.clock.advance(59_999);
    expect(await device.ask('sync', { after: 0 })).to.have.property('items');
    office.clock.advance(1);
    await eventually(() => !device.socket.connected);
    // Ended by the server: a client does not come back by itself with a token that is no good.
    expect(device.socket.active).to.equal(false);
  });

  it('closes when its session is found to have ended while it opened, or without word of it', async () => {
    const { node, office, sessions } = realtime;
    const [early, late] = [
      await node.connect({ userId: 'ada', sessionId: 'early' }),
      await node.connect({ userId: 'ada', sessionId: 'late' }),
    ];
    sessions.ended.add('early');
    office.clock.advance(500);
    await eventually(() => !early.socket.connected);
    expect(late.socket.connected).to.equal(true);
    sessions.ended.add('late');
    office.clock.advance(60_000);
    await eventually(() => !late.socket.connected);
  });

  it('stays open while sessions cannot be looked up', async () => {
    const { node, office, sessions } = realtime;
    const device = await node.connect({ userId: 'ada' });
    sessions.away = true;
    office.clock.advance(60_500);
    expect(await device.ask('sync', { after: 0 })).to.have.property('items');
    expect(device.socket.connected).to.equal(true);
  });

  it('hears nothing of other users, whatever it asks for', async () => {
    const { node, office } = realtime;
    await office.register('bob');
    const device = await node.connect({ userId: 'ada' });
    await office.connect('bob');
    device.socket.emit('join', 'user:bob');
    device.socket.emit('subscribe', { room: 'administrators' });
    await office.send('bob', 'for bob');
    await office.settle();
    const payload = { userId: 'bob', username: 'bob', connected: true, lastSeenAt: null };
    await office.live.sendToAdministrators({ event: 'presence', payload });
    await device.ask('sync', { after: 0 });
    expect(device.heard.map(([event]) => event)).to.deep.equal(['unread']);
  });
});
