import { expect } from 'chai';
import { EMPTY_LEDGER } from '../../../src/domain/hydration/water-ledger.js';
import { notificationDraft } from '../../contracts/notification-draft.js';
import { InsightWorld } from './insight-world.js';

describe('Live figures', () => {
  let world: InsightWorld;
  beforeEach(() => {
    world = new InsightWorld();
  });
  afterEach(() => {
    world.shut();
  });

  const NOTHING = { pending: 0, delivered: 0, failed: 0, dead: 0 };

  it('are of nobody at first', async () => {
    expect(await world.liveFigures().execute()).to.deep.equal({
      today: '2026-11-21',
      timeZone: 'UTC',
      onlineUsers: 0,
      goalsReachedToday: 0,
      metresToday: 0,
      notifications: NOTHING,
    });
  });

  it('count who is online, goals, metres and notifications, of all or by role', async () => {
    const [ada, bea, boss] = [await world.add('ada'), await world.add('bea'), await world.add('boss', 'admin')];
    await world.presence.renew('node', [ada, boss], world.clock.now(), world.clock.now() + 30_000);
    for (const userId of [ada, boss]) await world.drinks(userId, '2026-11-21T09:00:00Z', 2_000);
    await world.drinks(bea, '2026-11-21T09:00:00Z', 1_999);
    await world.walks(bea, '2026-11-21T08:00:00Z', 1_234.5678);
    await world.walks(boss, '2026-11-21T08:15:00Z', 100);
    await world.notifications.add(notificationDraft('n1', { userId: ada, status: 'delivered' }));
    await world.notifications.add(notificationDraft('n2', { userId: bea, status: 'dead' }));
    await world.notifications.add(notificationDraft('n3', { userId: boss }));

    const figures = world.liveFigures();
    const all = { onlineUsers: 2, goalsReachedToday: 2, metresToday: 1_334.568 };
    expect(await figures.execute()).to.deep.include({
      ...all,
      notifications: { pending: 1, delivered: 1, failed: 0, dead: 1 },
    });
    expect(await figures.execute('admin')).to.deep.include({
      ...{ onlineUsers: 1, goalsReachedToday: 1, metresToday: 100 },
      notifications: { ...NOTHING, pending: 1 },
    });
    expect(await figures.execute('user')).to.deep.include({
      ...{ onlineUsers: 1, goalsReachedToday: 1, metresToday: 1_234.568 },
      notifications: { ...NOTHING, delivered: 1, dead: 1 },
    });
    expect(await world.getMetrics.execute({})).to.include({ ...all, totalUsers: 3 });
  });

  it('are of today in the zone of the reports, by the instant', async () => {
    const [ada, bea] = [await world.add('ada'), await world.add('bea')];
    // Today began in Auckland at 11:00 UTC of yesterday, thirteen hours ahead.
    await world.drinks(ada, '2026-11-20T10:59:59.999Z', 2_000);
    await world.drinks(bea, '2026-11-20T11:00:00Z', 2_000);
    await world.walks(ada, '2026-11-20T10:45:00Z', 1);
    await world.walks(bea, '2026-11-20T11:00:00Z', 2);
    const [auckland, utc] = [world.liveFigures(world.copies, 'Pacific/Auckland'), world.liveFigures()];
    expect(await auckland.execute()).to.include({ today: '2026-11-21', goalsReachedToday: 1, metresToday: 2 });
    world.clock.advance(2_001);
    expect(await utc.execute()).to.include({ today: '2026-11-21', goalsReachedToday: 0, metresToday: 0 });
  });

  it('are counted once for five hundred who ask at once, and anew after two seconds', async () => {
    const ada = await world.add('ada');
    let counts = 0;
    const count = world.notifications.countByStatus.bind(world.notifications);
    world.notifications.countByStatus = (filter) => {
      counts += 1;
      return count(filter);
    };
    const figures = world.liveFigures();
    await Promise.all(Array.from({ length: 500 }, () => figures.execute()));
    await world.drinks(ada, '2026-11-21T09:00:00Z', 2_000);
    expect([counts, (await figures.execute()).goalsReachedToday]).to.deep.equal([1, 0]);
    world.clock.advance(2_001);
    expect([(await figures.execute()).goalsReachedToday, counts]).to.deep.equal([1, 2]);
  });

  it('answer without a cache', async () => {
    world.cache.get = () => Promise.resolve(undefined);
    await world.drinks(await world.add('ada'), '2026-11-21T09:00:00Z', 2_000);
    expect(await world.getMetrics.execute({})).to.include({ goalsReachedToday: 1, totalUsers: 1 });
    await world.drinks(await world.add('bea'), '2026-11-21T09:00:00Z', 2_000);
    expect(await world.getMetrics.execute({})).to.include({ goalsReachedToday: 2, totalUsers: 2 });
  });

  it('follow a goal that is taken back', async () => {
    const ada = await world.add('ada');
    await world.drinks(ada, '2026-11-21T09:00:00Z', 2_000);
    await world.water.update(ada, (ledger) => ({ ...(ledger ?? EMPTY_LEDGER), intakes: [] }));
    expect(await world.liveFigures().execute()).to.include({ goalsReachedToday: 0 });
  });
});
