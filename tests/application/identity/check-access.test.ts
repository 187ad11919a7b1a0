import { expect } from 'chai';
import { CheckAccess } from '../../../src/application/identity/check-access.js';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import { type AccountWorld, ORIGIN, openWorldBeforeEach } from './account-world.js';

describe('Checking access', () => {
  let world: AccountWorld;
  let principal: Principal;
  let elsewhere: CheckAccess;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    await world.join('ada');
    ({ principal } = await world.signIn('ada'));
    elsewhere = new CheckAccess(world.sessions, world.users, world.clock);
  });

  const both = async () => [await world.access.execute(principal), await elsewhere.execute(principal)];

  it('knows at once what its own process ended, and within a second what another one did', async () => {
    expect(await both()).to.deep.equal([true, true]);
    await world.logOut.execute({ principal, ...ORIGIN });
    expect(await both()).to.deep.equal([false, true]);
    world.clock.advance(1000);
    expect(await both()).to.deep.equal([false, false]);
    expect(world.live.endedSessions).to.deep.equal([principal.sessionId]);
  });

  it('reads again for whom a copy is too old', async () => {
    expect(await both()).to.deep.equal([true, true]);
    await world.logOut.execute({ principal, ...ORIGIN });
    expect(await elsewhere.execute(principal, 0)).to.equal(false);
    expect(await both()).to.deep.equal([false, false]);
  });

  it('reads once a second, however many ask', async () => {
    let reads = 0;
    const get = (id: string) => {
      reads += 1;
      return world.sessions.get(id);
    };
    const access = new CheckAccess({ get } as unknown as typeof world.sessions, world.users, world.clock);
    const ask = () => Promise.all(Array.from({ length: 100 }, () => access.execute(principal)));
    expect(await ask()).to.not.include(false);
    world.clock.advance(999);
    await ask();
    expect(reads).to.equal(1);
    world.clock.advance(1);
    await ask();
    expect(reads).to.equal(2);
  });

  it('refuses a role that is not the user’s, a disabled or removed user, another user’s session', async () => {
    const { userId } = principal;
    const fresh = async (asked: Principal) => {
      world.clock.advance(1000);
      return elsewhere.execute(asked);
    };
    expect(await fresh({ ...principal, role: 'admin' })).to.equal(false);
    expect(await fresh({ ...principal, userId: 'someone' })).to.equal(false);
    expect(await elsewhere.execute(principal)).to.equal(false);
    expect(await fresh(principal)).to.equal(true);
    await world.users.update(userId, (user) => ({ ...user, disabled: true }));
    expect(await fresh(principal)).to.equal(false);
    await world.users.update(userId, (user) => ({ ...user, disabled: false }));
    expect(await fresh(principal)).to.equal(true);
    await world.users.remove(userId, world.clock.now());
    expect(await fresh(principal)).to.equal(false);
  });

  it('does not remember a read that failed', async () => {
    let away = true;
    const get = (id: string) => (away ? Promise.reject(new Error('away')) : world.sessions.get(id));
    const access = new CheckAccess({ get } as unknown as typeof world.sessions, world.users, world.clock);
    expect(await access.execute(principal).catch(() => 'failed')).to.equal('failed');
    away = false;
    expect(await access.execute(principal)).to.equal(true);
  });

  it('is not fooled by a clock that was set back', async () => {
    expect(await elsewhere.execute(principal)).to.equal(true);
    await world.sessions.endAll(principal.userId, world.clock.now());
    world.clock.set('2026-11-21T09:00:00Z');
    expect(await elsewhere.execute(principal)).to.equal(false);
  });
});
