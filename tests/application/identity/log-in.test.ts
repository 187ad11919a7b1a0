import { expect } from 'chai';
import type { DomainError } from '../../../src/domain/errors.js';
import { codeOf } from '../notification/code-of.js';
import { type AccountWorld, ORIGIN, PASSWORD, openWorldBeforeEach } from './account-world.js';

describe('Logging in', () => {
  let world: AccountWorld;
  let ada: string;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    ada = await world.join('ada');
  });

  const wrong = (more: { username?: string; email?: string; ip?: string } = { username: 'ada' }) =>
    codeOf(world.logIn.execute({ ...ORIGIN, ...more, password: 'wrong wrong wrong' }));
  const right = (ip = ORIGIN.ip) =>
    codeOf(world.logIn.execute({ username: 'ada', password: PASSWORD, ip, userAgent: null }));
  const times = async <T>(count: number, work: () => Promise<T>): Promise<readonly T[]> => {
    const results: T[] = [];
    for (let index = 0; index < count; index += 1) results.push(await work());
    return results;
  };

  it('takes the user name or the e-mail address, in whatever case', async () => {
    expect(await codeOf(world.logIn.execute({ username: ' ADA', password: PASSWORD, ...ORIGIN }))).to.equal('none');
    expect(await codeOf(world.logIn.execute({ email: 'Ada@EXAMPLE.org', password: PASSWORD, ...ORIGIN }))).to.equal(
      'none',
    );
  });

  it('takes a name that was given before the rules of names grew stricter', async () => {
    const username = 'аda';
    await world.users.update(ada, (user) => ({ ...user, username, usernameKey: username }));
    expect(await codeOf(world.logIn.execute({ username, password: PASSWORD, ...ORIGIN }))).to.equal('none');
  });

  it('gives tokens that work, and notes when and from where', async () => {
    world.clock.advance(5_000);
    const { principal, expiresIn, user } = await world.signIn('ada');
    expect(expiresIn).to.equal(900);
    expect(user).to.include({ id: ada, active: true });
    expect(principal).to.deep.include({ userId: ada, role: 'user', expiresAt: world.clock.now() + 900_000 });
    expect(await world.access.execute(principal)).to.equal(true);
    expect((await world.users.get(ada))?.lastLoginAt).to.equal(world.clock.now());
    const [login] = await world.activityOf(ada);
    expect(login).to.deep.include({ type: 'logged-in', ...ORIGIN, details: { sessionId: principal.sessionId } });
  });

  it('says the same, after the same work, of an unknown account and a wrong password', async () => {
    expect([await wrong(), await wrong({ username: 'nobody' }), await wrong({ email: 'no@b.org' })]).to.deep.equal(
      Array.from({ length: 3 }, () => 'invalid-credentials'),
    );
    expect(world.hasher.verified).to.equal(3);
  });

  it('tells the state of an account only to whom knows its password', async () => {
    const id = world.ids.next();
    await world.register.execute({ id, username: 'bea', email: 'b@b.org', password: PASSWORD, ...ORIGIN });
    const bea = (password: string) => codeOf(world.logIn.execute({ username: 'bea', password, ...ORIGIN }));
    expect([await bea('wrong wrong wrong'), await bea(PASSWORD)]).to.deep.equal([
      'invalid-credentials',
      'not-activated',
    ]);
    await world.users.update(ada, (user) => ({ ...user, disabled: true }));
    expect([await wrong(), await right()]).to.deep.equal(['invalid-credentials', 'disabled']);
  });

  it('notes who was tried and why it failed, never with what', async () => {
    await wrong({ email: 'ADA@example.org' });
    await wrong({ username: 'nobody' });
    const [unknown, known] = await world.activities.list({ types: ['login-failed'] }, undefined, 10);
    const details = { reason: 'invalid-credentials', throttled: false };
    expect(known).to.deep.include({ userId: ada, role: 'user', details: { ...details, account: 'ADA@example.org' } });
    expect(unknown).to.deep.include({ userId: null, role: null, details: { ...details, account: 'nobody' } });
    expect(JSON.stringify(await world.activityOf())).to.not.include('wrong wrong');
  });

  it('hashes five wrong tries in a quarter of an hour, and then none, the right password neither', async () => {
    const codes = await times(7, wrong);
    expect(codes).to.deep.equal([
      ...Array.from({ length: 5 }, () => 'invalid-credentials'),
      ...['too-many-attempts', 'too-many-attempts'],
    ]);
    expect(await right()).to.equal('too-many-attempts');
    expect(world.hasher.verified).to.equal(5);
    const [last] = await world.activityOf(ada);
    expect(last).to.deep.include({ type: 'login-failed' });
    expect(last?.details).to.deep.equal({ account: 'ada', reason: 'too-many-attempts', throttled: true });
    world.clock.advance(15 * 60_000);
    expect(await right()).to.equal('none');
  });

  it('says how long to wait', async () => {
    await times(5, wrong);
    world.clock.advance(60_000);
    const error = (await world.signIn('ada').catch((reason: unknown) => reason)) as DomainError;
    expect(error).to.include({ kind: 'throttled', code: 'too-many-attempts' });
    expect(error.details).to.deep.equal({ retryAfter: 14 * 60, limit: 5 });
  });

  it('counts the variants of a name together, and unknown names too', async () => {
    const names = ['ada', 'ADA', ' ada ', 'ａｄａ'];
    for (const username of names) await wrong({ username });
    await wrong({ email: 'ada@example.org' });
    expect(await wrong({ email: 'ADA@example.org' })).to.equal('too-many-attempts');
    const unknown = ['nobody@b.org', ' NOBODY@b.org', 'ｎｏｂｏｄｙ@b.org', 'Nobody@B.org ', 'ⓝobody@b.org'];
    for (const email of unknown) expect(await wrong({ email })).to.equal('invalid-credentials');
    expect(await wrong({ email: 'nobody@b.org' })).to.equal('too-many-attempts');
  });

  it('does not lock out the owner, who comes from another address', async () => {
    await times(6, wrong);
    expect(await right('198.51.100.1')).to.equal('none');
  });

  it('does not count the right password as a try', async () => {
    await times(4, wrong);
    expect(await times(6, right)).to.deep.equal(Array.from({ length: 6 }, () => 'none'));
    expect([await wrong(), await wrong()]).to.deep.equal(['invalid-credentials', 'too-many-attempts']);
  });

  it('lets exactly five of twenty parallel wrong tries reach the hash', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => wrong()));
    expect(codes.filter((code) => code === 'invalid-credentials')).to.have.length(5);
    expect(codes.filter((code) => code === 'too-many-attempts')).to.have.length(15);
    expect(world.hasher.verified).to.equal(5);
  });

  it('lets all of twenty parallel right ones pass', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => right()));
    expect(codes).to.deep.equal(Array.from({ length: 20 }, () => 'none'));
  });

  it('limits an address, whatever the account', async () => {
    const tries = Array.from({ length: 53 }, (_, index) => wrong({ username: `user-${index}` }));
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'too-many-attempts')).to.have.length(3);
    expect(world.hasher.verified).to.equal(50);
    expect(await wrong({ username: 'nobody', ip: '198.51.100.1' })).to.equal('invalid-credentials');
  });

  it('takes the addresses of a /64 of IPv6 for one: whoever has one has them all', async () => {
    const from = (host: number, username: string) => wrong({ username, ip: `2001:db8:1:2::${host}` });
    const ofOne = await Promise.all(Array.from({ length: 6 }, (_, index) => from(index, 'ada')));
    expect(ofOne.filter((code) => code === 'too-many-attempts')).to.have.length(1);
    const ofMany = await Promise.all(Array.from({ length: 48 }, (_, index) => from(index, `user-${index}`)));
    expect(ofMany.filter((code) => code === 'too-many-attempts')).to.have.length(3);
    expect(await right('2001:db8:1:3::1')).to.equal('none');
  });

  it('opens no session for someone who was disabled, or got another password, while it was compared', async () => {
    const { hasher } = world;
    const verify = hasher.verify.bind(hasher);
    for (const change of [{ disabled: true }, { passwordHash: 'other' }]) {
      await world.users.update(ada, (user) => ({ ...user, disabled: false }));
      hasher.verify = async (hash, password) => {
        const verdict = await verify(hash, password);
        await world.users.update(ada, (user) => ({ ...user, ...change }));
        await world.sessions.endAll(ada, world.clock.now());
        return verdict;
      };
      expect(await right()).to.equal('invalid-credentials');
      expect(await world.sessions.ofUser(ada, world.clock.now())).to.deep.equal([]);
    }
  });
});
