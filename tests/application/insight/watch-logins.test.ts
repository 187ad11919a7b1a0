import { expect } from 'chai';
import { InsightWorld } from './insight-world.js';

describe('Watching logins', () => {
  const MINUTE = 60_000;
  let world: InsightWorld;
  let bosses: readonly string[];
  beforeEach(async () => {
    world = new InsightWorld();
    bosses = [await world.add('boss', 'admin'), await world.add('chief', 'admin')];
    await world.add('ada');
  });
  afterEach(() => {
    world.shut();
  });

  const fail = async (count: number, accounts: number, addresses = 1) => {
    for (let index = 0; index < count; index += 1) {
      await world.happens('login-failed', { account: `user-${index % accounts}`, ip: `192.0.2.${index % addresses}` });
    }
  };
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      world.clock.advance(MINUTE);
      await world.watchLogins.execute();
    }
  };
  const inbox = async (userId: string) => (await world.notifications.behind(userId, 0, 100)).map(({ type }) => type);
  const told = () =>
    world.live.told.map(({ event, payload }) => [event, 'resolvedAt' in payload && payload.resolvedAt]);

  it('raises one alert an incident, to each administrator by inbox and socket, and one when it is over', async () => {
    await fail(50, 1, 3);
    await pass(1);
    const { items } = await world.listAlerts.execute({ limit: 10 });
    expect(items).to.have.length(1);
    expect(items[0]).to.deep.include({
      kind: 'brute-force',
      startedAt: '2026-11-21T10:01:00.000Z',
      resolvedAt: null,
      failures: 50,
      accounts: 1,
      addresses: 3,
    });
    await pass(3);
    for (const boss of bosses) expect(await inbox(boss)).to.deep.equal(['login-spike']);
    expect(told()).to.deep.equal([['alert', null]]);

    await pass(32);
    const [alert] = (await world.listAlerts.execute({ limit: 10 })).items;
    // The last window with the failures in it ended at 10:05; half an hour later it is over.
    expect(alert?.resolvedAt).to.equal('2026-11-21T10:35:00.000Z');
    for (const boss of bosses) expect(await inbox(boss)).to.deep.equal(['login-spike', 'login-spike-resolved']);
    expect(told()).to.deep.equal([
      ['alert', null],
      ['alert', '2026-11-21T10:35:00.000Z'],
    ]);
    expect(await world.notifications.countByStatus()).to.include({ pending: 4 });
  });

  it('says who is behind it, in the list, on the socket and in the inbox', async () => {
    const ada = (await world.users.byUsernameKey('ada'))!.id;
    for (let index = 0; index < 12; index += 1) {
      await world.happens('login-failed', { userId: ada, account: 'ada@example.org', ip: `192.0.2.${index % 2}` });
    }
    await world.happens('login-failed', { account: 'nobody', ip: '192.0.2.9' });
    await fail(8, 8, 1);
    await pass(1);
    const [alert] = (await world.listAlerts.execute({ limit: 10 })).items;
    expect(alert).to.deep.include({ failures: 21, accounts: 10, addresses: 3 });
    expect(alert?.topAccounts).to.have.length(5);
    expect(alert?.topAccounts[0]).to.deep.equal({ userId: ada, account: 'ada', failures: 12 });
    expect(alert?.topAccounts[1]).to.deep.equal({ userId: null, account: 'user-7', failures: 1 });
    expect(alert?.topAddresses).to.deep.equal([
      { address: '192.0.2.0', failures: 14 },
      { address: '192.0.2.1', failures: 6 },
      { address: '192.0.2.9', failures: 1 },
    ]);
    expect(world.live.told[0]?.payload).to.deep.equal(alert);
    const [notice] = await world.notifications.behind(bosses[0]!, 0, 1);
    expect(notice?.message).to.equal(
      'Failed logins are far above normal: 21 in 5 minutes; accounts: 10, addresses: 3. ' +
        'Stuffing: few tries on many accounts. ' +
        'Most came from 192.0.2.0 (14), 192.0.2.1 (6), 192.0.2.9 (1) and tried ada (12), user-7 (1), user-6 (1).',
    );
  });

  it('follows a spike to its height, and tells that at the end', async () => {
    await fail(20, 10);
    await pass(1);
    await fail(40, 1);
    await pass(1);
    const [grown] = (await world.listAlerts.execute({ limit: 10 })).items;
    expect(grown).to.include({ kind: 'brute-force', failures: 60, accounts: 10 });
    expect(grown?.topAccounts[0]).to.include({ account: 'user-0', failures: 42 });
    expect(world.live.told.map(({ payload }) => 'failures' in payload && payload.failures)).to.deep.equal([20, 60]);
    await pass(40);
    const [resolved] = (await world.listAlerts.execute({ limit: 10 })).items;
    expect(resolved).to.deep.equal({ ...grown, resolvedAt: resolved?.resolvedAt });
    const [raised, over] = await world.notifications.behind(bosses[0]!, 0, 10);
    expect(raised?.message).to.include('20 in 5 minutes');
    expect(over?.message).to.include('is resolved. At its height there were 60 in 5 minutes');
  });

  it('names a tried user by the present name, and not once the user is deleted', async () => {
    const eve = await world.add('eve');
    for (let index = 0; index < 30; index += 1) {
      await world.happens('login-failed', { userId: eve, account: 'eve@example.org' });
    }
    await pass(1);
    const top = async () => (await world.listAlerts.execute({ limit: 10 })).items[0]?.topAccounts;
    await world.users.update(eve, (user) => ({ ...user, username: 'Eva', usernameKey: 'eva' }));
    expect(await top()).to.deep.equal([{ userId: eve, account: 'Eva', failures: 30 }]);
    await world.users.remove(eve, world.clock.now());
    expect(await top()).to.deep.equal([{ userId: eve, account: null, failures: 30 }]);
  });

  it('gives a name that a stranger chose no chance to pass for more than a name', async () => {
    const link = `http://evil.example/?a=b c\n\u202e${'x'.repeat(99)}`;
    for (let index = 0; index < 30; index += 1) await world.happens('login-failed', { account: link });
    await pass(1);
    const [notice] = await world.notifications.behind(bosses[0]!, 0, 1);
    expect(notice?.message).to.match(/ and tried http\?\?\?evil\.example\?\?a\?b\?c\?\?x{11}… \(30\)\.$/);
  });

  it('tells stuffing by its many accounts', async () => {
    await fail(40, 20, 5);
    await pass(1);
    const [alert] = (await world.listAlerts.execute({ limit: 10 })).items;
    expect(alert).to.include({ kind: 'stuffing', accounts: 20, addresses: 5 });
  });

  it('keeps quiet about failures spread over a day, or usual at that hour', async () => {
    for (let index = 0; index < 48; index += 1) {
      await fail(1, 1);
      await pass(30);
    }
    expect((await world.listAlerts.execute({ limit: 10 })).items).to.deep.equal([]);

    const busy = new InsightWorld();
    for (let day = 7; day > 0; day -= 1) {
      busy.clock.set(`2026-11-${21 - day}T10:20:00Z`);
      for (let index = 0; index < 120; index += 1) await busy.happens('login-failed');
    }
    busy.clock.set('2026-11-21T10:20:00Z');
    for (let index = 0; index < 49; index += 1) await busy.happens('login-failed');
    await busy.watchLogins.execute();
    expect(await busy.alerts.current()).to.equal(undefined);
    await busy.happens('login-failed');
    await busy.watchLogins.execute();
    expect(await busy.alerts.current()).to.include({ failures: 50 });
    busy.shut();
  });

  it('does not repeat itself while it goes on, and begins anew after it was over', async () => {
    for (let round = 0; round < 10; round += 1) {
      await fail(30, 3);
      await pass(4);
    }
    expect((await world.listAlerts.execute({ limit: 10 })).items).to.have.length(1);
    await pass(40);
    await fail(30, 3);
    await pass(1);
    const { items } = await world.listAlerts.execute({ limit: 10 });
    expect(items.map(({ resolvedAt }) => resolvedAt === null)).to.deep.equal([true, false]);
    expect(await inbox(bosses[0]!)).to.deep.equal(['login-spike', 'login-spike-resolved', 'login-spike']);
  });

  it('raises one alert when several processes look at once', async () => {
    await fail(50, 1);
    await Promise.all(Array.from({ length: 4 }, () => world.watchLogins.execute()));
    expect((await world.listAlerts.execute({ limit: 10 })).items).to.have.length(1);
    expect(await inbox(bosses[0]!)).to.deep.equal(['login-spike']);
    expect(told()).to.have.length(1);
  });

  it('tells whom a crash left out, as long as the spike goes on', async () => {
    await fail(50, 1);
    const { notifications } = world;
    const add = notifications.add.bind(notifications);
    notifications.add = () => Promise.reject(new Error('died'));
    expect(await world.watchLogins.execute().catch(() => 'died')).to.equal('died');
    notifications.add = add;
    await pass(1);
    for (const boss of bosses) expect(await inbox(boss)).to.deep.equal(['login-spike']);
  });
});
