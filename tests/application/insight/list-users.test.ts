import { expect } from 'chai';
import { CachedCopies } from '../../../src/application/insight/cached-copies.js';
import { ListActivity, type ActivityQuery } from '../../../src/application/insight/list-activity.js';
import type { UserQuery } from '../../../src/application/insight/list-users.js';
import { USER_SORTS, type UserSort } from '../../../src/application/ports/user-repository.js';
import { codeOf } from '../notification/code-of.js';
import { InsightWorld } from './insight-world.js';

describe('Listing users', () => {
  let world: InsightWorld;
  beforeEach(async () => {
    world = new InsightWorld();
    for (const name of ['ada', 'Bea', 'cyd', 'Dan']) {
      world.clock.advance(60_000);
      await world.add(name, name === 'cyd' ? 'admin' : 'user');
    }
  });
  afterEach(() => {
    world.shut();
  });

  const names = async (query: Partial<UserQuery> = {}) =>
    (await world.listUsers.execute({ limit: 20, ...query })).items.map(({ username }) => username).join(' ');
  const connect = async (...usernames: string[]) => {
    for (const username of usernames) {
      const user = await world.users.byUsernameKey(username);
      await world.presence.renew('node', [user!.id], world.clock.now(), world.clock.now() + 30_000);
    }
  };

  it('is newest first, or sorted by name or age', async () => {
    expect(await names()).to.equal('Dan cyd Bea ada');
    expect(await names({ sort: 'createdAt' })).to.equal('ada Bea cyd Dan');
    expect(await names({ sort: 'username' })).to.equal('ada Bea cyd Dan');
    expect(await names({ sort: '-username' })).to.equal('Dan cyd Bea ada');
  });

  it('is sorted by the last sign-in or sight, which it shows; those who have none come last', async () => {
    for (const [name, lastLoginAt] of [
      ['ada', 2_000],
      ['dan', 1_000],
    ] as const) {
      const { id } = (await world.users.byUsernameKey(name))!;
      await world.users.update(id, (user) => ({ ...user, lastLoginAt, lastSeenAt: 3_000 - lastLoginAt }));
    }
    expect(await names({ sort: 'lastLoginAt' })).to.equal('Dan ada Bea cyd');
    expect(await names({ sort: '-lastLoginAt' })).to.equal('ada Dan cyd Bea');
    expect(await names({ sort: 'lastSeenAt' })).to.equal('ada Dan Bea cyd');
    expect(await names({ sort: '-lastSeenAt', connected: false })).to.equal('Dan ada cyd Bea');
    const { items } = await world.listUsers.execute({ limit: 20, sort: '-lastLoginAt' });
    expect(items.map(({ lastLoginAt }) => lastLoginAt)).to.deep.equal([
      '1970-01-01T00:00:02.000Z',
      '1970-01-01T00:00:01.000Z',
      null,
      null,
    ]);
  });

  it('filters by role, state, text and age', async () => {
    const minute = (count: number) => Date.parse('2026-11-21T10:00:00Z') + count * 60_000;
    await world.users.update((await world.users.byUsernameKey('ada'))!.id, (user) => ({ ...user, active: false }));
    expect(await names({ role: 'admin' })).to.equal('cyd');
    expect(await names({ active: false })).to.equal('ada');
    await world.users.update((await world.users.byUsernameKey('bea'))!.id, (user) => ({ ...user, disabled: true }));
    expect(await names({ disabled: true })).to.equal('Bea');
    expect(await names({ disabled: false, active: true })).to.equal('Dan cyd');
    expect(await names({ q: 'EA@ex' })).to.equal('Bea');
    expect(await names({ q: '.*' })).to.equal('');
    expect(await names({ createdFrom: minute(2), createdTo: minute(4) })).to.equal('cyd Bea');
  });

  it('says who is connected, and filters by it', async () => {
    await connect('ada', 'dan');
    expect((await world.listUsers.execute({ limit: 20 })).items.map(({ connected }) => connected)).to.deep.equal([
      true,
      false,
      false,
      true,
    ]);
    expect(await names({ connected: true })).to.equal('Dan ada');
    expect(await names({ connected: true, q: 'ada' })).to.equal('ada');
    expect(await names({ connected: true, role: 'admin' })).to.equal('');
    expect(await names({ connected: false, sort: 'username' })).to.equal('Bea cyd');
  });

  it('pages without a gap or a repetition in every order, also by who is connected', async () => {
    for (let index = 0; index < 620; index += 1) await world.add(`user-${String(index).padStart(3, '0')}`);
    await connect('ada', 'dan', 'user-001', 'user-300', 'user-619');
    for (const sort of Object.keys(USER_SORTS) as UserSort[]) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await world.listUsers.execute({ limit: 2, sort, connected: true, ...(cursor && { cursor }) });
        found.push(...page.items.map(({ username }) => username));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(found.toSorted(), sort).to.deep.equal(['Dan', 'ada', 'user-001', 'user-300', 'user-619']);
    }
  });

  it('refuses a cursor of another list', async () => {
    const { nextCursor } = await world.listUsers.execute({ limit: 1, sort: 'username' });
    expect(await codeOf(world.listUsers.execute({ limit: 1, cursor: nextCursor! }))).to.equal('invalid-cursor');
    expect(await codeOf(world.listUsers.execute({ limit: 1, cursor: 'x' }))).to.equal('invalid-cursor');
  });
});

describe('Listing activity', () => {
  it('filters, pages, and hides from a user where an administrator sat', async () => {
    const world = new InsightWorld();
    const [ada, boss] = [await world.join('ada'), await world.join('boss', 'admin')];
    const administrator = { userId: boss, sessionId: 's', role: 'admin', expiresAt: 0 } as const;
    const there = { ip: '203.0.113.9', userAgent: 'Admin' };
    await world.changeUser.execute({ administrator, userId: ada, disabled: true, ...there });

    const all = await world.listActivity.execute({ limit: 20, userId: ada });
    expect(all.items.map(({ type }) => type)).to.deep.equal(['disabled', 'activated', 'registered']);
    expect(all.items[0]).to.deep.include({ ...there, at: '2026-11-21T10:00:00.000Z', userId: ada });
    const own = await world.listActivity.execute({ limit: 20, userId: ada, own: true });
    expect(own.items[0]).to.deep.include({ ip: null, userAgent: null });
    expect(own.items[0]?.details).to.include({ administratorUsername: 'boss' });
    expect(own.items[1]?.ip).to.equal('192.0.2.7');

    const first = await world.listActivity.execute({ limit: 1, types: ['registered'] });
    const second = await world.listActivity.execute({ limit: 1, types: ['registered'], cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ userId }) => userId)).to.deep.equal([boss, ada]);
    expect(second.nextCursor).to.equal(null);
    world.shut();
  });

  it('gives recent activity from a copy, and what happens at once, in every process', async () => {
    const world = new InsightWorld();
    let reads = 0;
    const list = world.activities.list.bind(world.activities);
    world.activities.list = (...query) => {
      reads += 1;
      return list(...query);
    };
    const elsewhere = new ListActivity(world.activities, new CachedCopies(world.cache, world.ids));
    const types = async (query: Partial<ActivityQuery> = {}) =>
      (await elsewhere.execute({ limit: 20, ...query })).items.map(({ type }) => type).join();
    await world.happens('logged-in');
    await world.listActivity.execute({ limit: 20 });
    expect([await types(), await types({ limit: 20 }), reads]).to.deep.equal(['logged-in', 'logged-in', 1]);
    await world.happens('login-failed');
    expect([await types(), reads]).to.deep.equal(['login-failed,logged-in', 2]);
    expect(await types({ types: ['logged-in'] })).to.equal('logged-in');
    expect(await types({ role: 'admin' })).to.equal('');
    expect(await types({ from: world.clock.now() + 1 })).to.equal('');

    const remove = world.cache.delete.bind(world.cache);
    world.cache.delete = () => Promise.resolve();
    await world.happens('logged-out');
    world.cache.delete = remove;
    expect(await types()).to.equal('login-failed,logged-in');
    world.clock.advance(10_001);
    expect(await types()).to.equal('logged-out,login-failed,logged-in');
    world.shut();
  });
});
