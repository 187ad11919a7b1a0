import { expect } from 'chai';
import type { ActivityFilter } from '../../../src/application/ports/activity-log.js';
import { ORIGIN, PASSWORD } from '../identity/account-world.js';
import { codeOf } from '../notification/code-of.js';
import { OverviewWorld } from './overview-world.js';

describe('Looking up a user', () => {
  let world: OverviewWorld;
  let ada: string;
  beforeEach(async () => {
    world = new OverviewWorld();
    ada = await world.join('ada');
  });
  afterEach(() => {
    world.shut();
  });

  it('shows user, water, movement and activity of thirty days, and is seen by the user', async () => {
    const boss = await world.add('boss', 'admin');
    const administrator = { userId: boss, sessionId: 's', role: 'admin', expiresAt: 0 } as const;
    await world.logIntake.execute({ id: world.ids.next(), userId: ada, millilitres: 2500 });
    await world.walk(ada, 100);
    const view = await world.viewUser.execute({ administrator, userId: ada, ...ORIGIN });
    expect(view.user).to.include({ id: ada, username: 'ada' });
    expect(view.water.streak).to.include({ current: 1, longest: 1 });
    expect(view.water.today).to.include({ day: '2026-11-21', totalMillilitres: 2500, achieved: true });
    expect(view.water.days[0]).to.deep.equal(view.water.today);
    expect(view.movement.tracking).to.include({ active: true });
    expect(view.movement.totalMetres).to.be.closeTo(99 * 11.132, 0.01);
    expect(view.movement.hours).to.have.length(1);
    expect(view.activity.map(({ type }) => type)).to.deep.equal(['user-viewed', 'activated', 'registered']);
    const own = await world.listActivity.execute({ userId: ada, own: true, limit: 1 });
    expect(own.items[0]).to.deep.include({
      type: 'user-viewed',
      at: '2026-11-21T10:00:00.000Z',
      details: { administratorId: boss, administratorUsername: 'boss' },
    });
  });

  it('of whom there is none is not found', async () => {
    const administrator = { userId: ada, sessionId: 's', role: 'admin', expiresAt: 0 } as const;
    expect(await codeOf(world.viewUser.execute({ administrator, userId: 'nobody', ...ORIGIN }))).to.equal(
      'user-not-found',
    );
  });

  it('for activity alone is seen by the user too, whatever is asked for; what all did is nobody’s', async () => {
    const boss = await world.add('boss', 'admin');
    const administrator = { userId: boss, sessionId: 's', role: 'admin', expiresAt: 0 } as const;
    const look = async (filter: ActivityFilter) =>
      (await (await world.viewActivity.execute({ administrator, ...ORIGIN, ...filter }))({ limit: 9 })).items;
    expect((await look({})).map(({ type }) => type)).to.deep.equal(['activated', 'registered']);
    expect((await look({ userId: ada, types: ['activated'] })).map(({ type }) => type)).to.deep.equal(['activated']);
    expect(await look({ userId: 'nobody' })).to.deep.equal([]);
    const own = await world.listActivity.execute({ userId: ada, own: true, limit: 9 });
    expect(own.items.map(({ type }) => type)).to.deep.equal(['user-viewed', 'activated', 'registered']);
    expect(own.items[0]).to.deep.include({
      ip: null,
      details: { administratorId: boss, administratorUsername: 'boss', viewed: 'activity' },
    });
    expect(await world.activityOf()).to.have.length(3);
  });
});

describe('Exporting an account', () => {
  it('gives everything about a user as one JSON document, and nothing secret', async () => {
    const world = new OverviewWorld();
    const ada = await world.join('ada');
    const { principal } = await world.signIn('ada');
    await world.logIntake.execute({ id: world.ids.next(), userId: ada, millilitres: 300 });
    await world.walk(ada, 1100);
    for (let index = 0; index < 3; index += 1) {
      await world.post.execute({ id: world.ids.next(), userId: ada, message: `drink ${index}` });
    }
    const { mediaType, chunks } = await world.exportAccount.execute({ userId: ada });
    expect(mediaType).to.equal('application/json');
    let text = '';
    for await (const chunk of chunks) text += chunk;
    const document = JSON.parse(text) as Record<string, Record<string, unknown>[]>;
    expect(document).to.deep.include({ exportedAt: '2026-11-21T10:00:00.000Z', waterGoal: { millilitres: 2000 } });
    expect(document['user']).to.include({ id: ada, email: 'ada@example.org' });
    expect(document['preferences']).to.deep.include({ reminder: { inApp: true, email: false, webhook: true } });
    expect(document['streak']).to.include({ current: 0 });
    expect(document['waterDays']?.[0]).to.include({ day: '2026-11-21', totalMillilitres: 300 });
    expect(document['intakes']?.map(({ millilitres }) => millilitres)).to.deep.equal([300]);
    expect(document['tracking']).to.include({ active: true });
    expect(document['points']).to.have.length(1100);
    expect(new Set(document['points']?.map(({ at }) => at)).size).to.equal(1100);
    expect(document['hours']).to.not.be.empty;
    expect(document['notifications']).to.have.length(3);
    expect(document['sessions']?.map(({ id }) => id)).to.deep.equal([principal.sessionId]);
    expect(document['activity']?.map(({ type }) => type)).to.deep.equal(['logged-in', 'activated', 'registered']);
    const { passwordHash } = (await world.users.get(ada))!;
    expect(text).to.not.include(passwordHash).and.not.include(PASSWORD).and.not.include('igest');
    world.shut();
  });

  it('of whom there is none is not found', async () => {
    const world = new OverviewWorld();
    expect(await codeOf(world.exportAccount.execute({ userId: 'nobody' }))).to.equal('user-not-found');
    world.shut();
  });
});
