import { expect } from 'chai';
import { CachedCopies } from '../../../src/application/insight/cached-copies.js';
import type { GetMetrics } from '../../../src/application/insight/get-metrics.js';
import { codeOf } from '../notification/code-of.js';
import { ORIGIN, PASSWORD } from '../identity/account-world.js';
import { InsightWorld } from './insight-world.js';

describe('Metrics', () => {
  const HOUR = 3_600_000;
  let world: InsightWorld;
  beforeEach(() => {
    world = new InsightWorld();
  });
  afterEach(() => {
    world.shut();
  });

  const metrics = (query: Parameters<GetMetrics['execute']>[0] = {}) => world.getMetrics.execute(query);
  /** Another process on the same stores. */
  const elsewhere = () => world.metricsOf(new CachedCopies(world.cache, world.ids));

  it('equal a direct count', async () => {
    await world.add('old', 'user', world.clock.now() - 8 * 24 * HOUR);
    await world.add('boss', 'admin', world.clock.now() - 6 * 24 * HOUR);
    await world.join('ada');
    await world.happens('login-failed');
    world.clock.advance(25 * HOUR);
    await world.signIn('ada');
    await world.happens('login-failed', { role: 'admin' });
    await codeOf(world.signIn('nobody'));
    expect(await metrics()).to.deep.include({
      totalUsers: 3,
      activeUsers7d: 1,
      failedLogins24h: 2,
      newUsers7d: 1,
      generatedAt: '2026-11-22T11:00:00.000Z',
    });
    expect(await metrics({ role: 'admin' })).to.include({
      totalUsers: 1,
      activeUsers7d: 0,
      failedLogins24h: 1,
      newUsers7d: 0,
    });
  });

  it('count what happened in a range, if asked for', async () => {
    await world.happens('login-failed');
    world.clock.advance(HOUR);
    const from = world.clock.now();
    await world.join('ada');
    await world.signIn('ada');
    await world.happens('login-failed');
    world.clock.advance(HOUR);
    const to = world.clock.now();
    await world.happens('login-failed');
    expect((await metrics({ from, to })).range).to.deep.equal({ logins: 1, failedLogins: 1, registrations: 1 });
    expect((await metrics({ from })).range).to.deep.equal({ logins: 1, failedLogins: 2, registrations: 1 });
    expect((await metrics({ to })).range).to.deep.equal({ logins: 1, failedLogins: 2, registrations: 1 });
    expect((await metrics({ from, to, role: 'admin' })).range).to.deep.equal({
      logins: 0,
      failedLogins: 0,
      registrations: 0,
    });
    expect(await metrics()).to.not.have.property('range');
  });

  it('come from a copy for ten minutes', async () => {
    await world.add('ada');
    const first = await metrics();
    world.clock.advance(599_000);
    expect(await metrics()).to.deep.equal(first);
    expect(await elsewhere().execute({})).to.deep.equal(first);
    world.clock.advance(2_000);
    expect((await metrics()).generatedAt).to.equal('2026-11-21T10:10:01.000Z');
  });

  it('show at once what changes a figure, in every process', async () => {
    const other = elsewhere();
    const figures = async () => {
      const [here, there] = [await metrics(), await other.execute({})];
      expect(there).to.deep.equal(here);
      const { totalUsers, activeUsers7d, failedLogins24h, newUsers7d } = here;
      return [totalUsers, activeUsers7d, failedLogins24h, newUsers7d];
    };
    expect(await figures()).to.deep.equal([0, 0, 0, 0]);
    const ada = await world.join('ada');
    expect(await figures()).to.deep.equal([1, 0, 0, 1]);
    await codeOf(world.signIn('ada', 'wrong wrong wrong'));
    expect(await figures()).to.deep.equal([1, 0, 1, 1]);
    await world.signIn('ada');
    expect(await figures()).to.deep.equal([1, 1, 1, 1]);
    await world.deleteAccount.execute({ userId: ada, password: PASSWORD, ...ORIGIN });
    expect(await figures()).to.deep.equal([0, 0, 1, 0]);
    await world.ensureAdministrator.execute({ email: 'boss@example.org', password: PASSWORD });
    expect(await figures()).to.deep.equal([1, 0, 1, 1]);
  });

  it('stay in the copy when something happens that changes none', async () => {
    const ada = await world.join('ada');
    const { generatedAt } = await metrics();
    world.clock.advance(60_000);
    await world.updateProfile.execute({ userId: ada, dayStartsAt: 3, ...ORIGIN });
    expect((await metrics()).generatedAt).to.equal(generatedAt);
  });

  it('never show a copy that was counted before a change but kept after it', async () => {
    await world.add('ada');
    const { users } = world;
    const count = users.count.bind(users);
    users.count = async (filter) => {
      const before = await count(filter);
      await world.happens('login-failed');
      return before;
    };
    await metrics();
    users.count = count;
    expect((await metrics()).failedLogins24h).to.equal(await world.activities.count({ types: ['login-failed'] }));
  });

  it('are right although the cache was away when something changed', async () => {
    await metrics();
    const remove = world.cache.delete.bind(world.cache);
    world.cache.delete = () => Promise.resolve();
    await world.join('ada');
    world.cache.delete = remove;
    expect((await metrics()).totalUsers).to.equal(1);
  });

  it('are counted once for five hundred who ask at once', async () => {
    let counts = 0;
    const { users } = world;
    const count = users.count.bind(users);
    users.count = (filter) => {
      counts += 1;
      return count(filter);
    };
    const answers = await Promise.all(Array.from({ length: 500 }, () => metrics()));
    expect(new Set(answers.map(({ generatedAt }) => generatedAt)).size).to.equal(1);
    expect(counts).to.equal(3);
  });

  it('are asked for again after a failure', async () => {
    const { users } = world;
    const count = users.count.bind(users);
    users.count = () => Promise.reject(new Error('away'));
    expect(await metrics().catch(() => 'failed')).to.equal('failed');
    users.count = count;
    expect((await metrics()).totalUsers).to.equal(0);
  });
});
