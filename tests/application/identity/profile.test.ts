import { expect } from 'chai';
import { codeOf } from '../notification/code-of.js';
import { type AccountWorld, ORIGIN, openWorldBeforeEach } from './account-world.js';

describe('A profile', () => {
  let world: AccountWorld;
  let ada: string;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    ada = await world.join('ada');
  });

  const change = (changes: { username?: string; timeZone?: string; dayStartsAt?: number }) =>
    world.updateProfile.execute({ userId: ada, ...changes, ...ORIGIN });

  it('says whether its user is connected', async () => {
    expect((await world.getProfile.execute({ userId: ada })).connected).to.equal(false);
    await world.presence.renew('node', [ada], world.clock.now(), world.clock.now() + 30_000);
    expect((await world.getProfile.execute({ userId: ada })).connected).to.equal(true);
  });

  it('changes zone and start of the day from the end of the current day on', async () => {
    const changed = await change({ timeZone: 'Asia/Tokyo', dayStartsAt: 4 });
    expect(changed).to.include({ timeZone: 'Asia/Tokyo', dayStartsAt: 4, timeZoneFrom: '2026-11-22' });
    expect(await world.getProfile.execute({ userId: ada })).to.deep.equal(changed);
    const [activity] = await world.activityOf(ada);
    expect(activity).to.deep.include({
      type: 'profile-updated',
      ...ORIGIN,
      details: { fields: ['timeZone', 'dayStartsAt'] },
    });
  });

  it('changes the name under which its user signs in', async () => {
    expect((await change({ username: 'Countess' })).username).to.equal('Countess');
    expect((await world.signIn('countess')).user.id).to.equal(ada);
    expect(await codeOf(world.signIn('ada'))).to.equal('invalid-credentials');
  });

  it('keeps everything as it is if something is not valid', async () => {
    const before = await world.getProfile.execute({ userId: ada });
    await world.join('bea');
    expect(await codeOf(change({ username: 'BEA', timeZone: 'Asia/Tokyo' }))).to.equal('username-taken');
    expect(await codeOf(change({ username: 'x', timeZone: 'Asia/Tokyo' }))).to.equal('invalid-username');
    expect(await codeOf(change({ username: 'countess', timeZone: '+09:00' }))).to.equal('invalid-time-zone');
    expect(await codeOf(change({ username: 'countess', dayStartsAt: 7 }))).to.equal('invalid-day-start');
    expect(await world.getProfile.execute({ userId: ada })).to.deep.equal(before);
  });

  it('of nobody is not found', async () => {
    expect(await codeOf(world.getProfile.execute({ userId: 'nobody' }))).to.equal('user-not-found');
    expect(await codeOf(world.updateProfile.execute({ userId: 'nobody', username: 'bob', ...ORIGIN }))).to.equal(
      'user-not-found',
    );
  });
});

describe('The administrator of the settings', () => {
  let world: AccountWorld;
  openWorldBeforeEach((opened) => {
    world = opened;
  });
  const boss = { email: 'Boss@Example.org', password: 'a password of settings' };

  it('is made at start, once, and can sign in', async () => {
    await Promise.all(Array.from({ length: 3 }, () => world.ensureAdministrator.execute(boss)));
    await world.ensureAdministrator.execute({ ...boss, password: 'a changed one is not taken' });
    expect(await world.users.count({})).to.equal(1);
    const { user } = await world.signIn('boss', boss.password);
    expect(user).to.include({ role: 'admin', active: true, email: 'Boss@Example.org', username: 'Boss' });
    expect(await world.typesOf(user.id)).to.deep.equal(['activated', 'logged-in']);
  });

  it('is not made with a password that nobody may choose, but stays whoever has one', async () => {
    const weak = async (password: string) => codeOf(world.ensureAdministrator.execute({ ...boss, password }));
    for (const password of ['Password1234!', 'boss@example.org1', 'short']) {
      expect(await weak(password), password).to.equal('weak-password');
    }
    expect(await world.users.count({})).to.equal(0);
    await world.ensureAdministrator.execute(boss);
    expect(await weak('Password1234!')).to.equal('none');
  });

  it('gets another user name if that one is taken, or none can be read from the address', async () => {
    await world.join('boss');
    await world.ensureAdministrator.execute({ ...boss, email: 'boss@other.org' });
    await world.ensureAdministrator.execute({ ...boss, email: `${'é+'.repeat(25)}@example.org` });
    await world.ensureAdministrator.execute({ ...boss, email: 'a@example.org' });
    await world.ensureAdministrator.execute({ ...boss, email: 'bоss@example.org' });
    const names = (await world.users.list({ role: 'admin' }, 'createdAt', undefined, 10)).map(
      ({ username }) => username,
    );
    expect(names).to.deep.equal(['boss-1', 'é-'.repeat(14), 'admin-a', 'admin']);
  });

  it('is not whoever registered that address before', async () => {
    await world.join('boss');
    await world.ensureAdministrator.execute(boss);
    expect(await world.users.count({ role: 'admin' })).to.equal(0);
    expect(world.log.lines.map(({ level }) => level)).to.deep.equal(['warn']);
  });
});
