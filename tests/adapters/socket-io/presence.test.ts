import { expect } from 'chai';
import { eventually } from '../../eventually.js';
import { openEmbeddedRealtime, type EmbeddedRealtime } from './embedded-realtime.js';
import type { TestDevice } from './test-device.js';

describe('Presence of sockets', () => {
  let realtime: EmbeddedRealtime;
  let administrator: TestDevice;
  beforeEach(async () => {
    realtime = await openEmbeddedRealtime();
    administrator = await realtime.node.connect({ userId: 'root', role: 'admin' });
    await eventually(() => told('root').length === 1);
  });
  afterEach(async () => {
    await realtime.close();
  });

  const told = (userId: string): readonly boolean[] =>
    (administrator.payloads('presence') as { userId: string; connected: boolean }[])
      .filter((presence) => presence.userId === userId)
      .map(({ connected }) => connected);

  const reachable = (userId: string) => realtime.office.presence.reachable(userId, realtime.office.clock.now());

  it('is told to administrators: here with the first tab, gone some seconds after the last', async () => {
    const { node, office } = realtime;
    const tabs = [await node.connect({ userId: 'ada' }), await node.connect({ userId: 'ada' })];
    await eventually(() => told('ada').length === 1);
    tabs[0]!.close();
    await eventually(() => realtime.cluster.open === 2);
    expect(await reachable('ada')).to.equal(true);
    tabs[1]!.close();
    await eventually(async () => !(await reachable('ada')));
    office.clock.advance(4000);
    await administrator.ask('sync', { after: 0 });
    expect(told('ada')).to.deep.equal([true]);
    office.clock.advance(1000);
    await eventually(() => told('ada').length === 2);
    expect(told('ada')).to.deep.equal([true, false]);
    expect((await office.users.get('ada'))?.lastSeenAt).to.equal(office.clock.now());
  });

  it('outlasts a reconnection within the grace', async () => {
    const { node, office } = realtime;
    const first = await node.connect({ userId: 'ada' });
    await eventually(() => told('ada').length === 1);
    first.close();
    await eventually(async () => !(await reachable('ada')));
    office.clock.advance(3000);
    await node.connect({ userId: 'ada' });
    await eventually(() => reachable('ada'));
    for (let second = 0; second < 60; second += 1) office.clock.advance(1000);
    await administrator.ask('sync', { after: 0 });
    expect(told('ada')).to.deep.equal([true]);
  });

  it('goes on as long as the socket is open', async () => {
    const { node, office } = realtime;
    await node.connect({ userId: 'ada' });
    await eventually(() => told('ada').length === 1);
    for (let second = 0; second < 600; second += 1) office.clock.advance(1000);
    await administrator.ask('sync', { after: 0 });
    expect(await reachable('ada')).to.equal(true);
    expect(told('ada')).to.deep.equal([true]);
  });

  it('ends also for whom a heartbeat renews that began before the last socket closed', async () => {
    const { node, office } = realtime;
    const device = await node.connect({ userId: 'ada' });
    await eventually(() => told('ada').length === 1);
    const renew = office.presence.renew.bind(office.presence);
    const closed = eventually(() => realtime.cluster.open === 1).then(() =>
      eventually(async () => !(await reachable('ada'))),
    );
    const renewed = new Promise((resolve) => {
      office.presence.renew = async (...lease) => {
        await closed;
        const newcomers = await renew(...lease);
        resolve(await reachable('ada'));
        return newcomers;
      };
    });
    office.clock.advance(10_000);
    device.close();
    expect(await renewed).to.equal(true);
    await eventually(async () => !(await reachable('ada')));
  });

  it('ends with the node, whose clients go elsewhere by themselves', async () => {
    const { node, office } = realtime;
    const device = await node.connect({ userId: 'ada' });
    await eventually(() => told('ada').length === 1);
    await node.server.stop();
    expect(await reachable('ada')).to.equal(false);
    expect(await office.presence.connected(['ada'], office.clock.now() + 5000)).to.deep.equal(new Set());
    await eventually(() => !device.socket.connected);
    expect(device.socket.active).to.equal(true);
  });
});
