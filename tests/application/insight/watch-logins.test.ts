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
