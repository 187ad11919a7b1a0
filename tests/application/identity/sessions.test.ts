import { expect } from 'chai';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import { codeOf } from '../notification/code-of.js';
import { MOST_SESSIONS } from '../../../src/domain/identity/session.js';
import { type AccountWorld, ORIGIN, openWorldBeforeEach } from './account-world.js';

describe('The sessions of a user', () => {
  let world: AccountWorld;
  let ada: string;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    ada = await world.join('ada');
    await world.join('bea');
  });

  it('are listed with device and address, newest first, this one marked', async () => {
    const phone = await world.signIn('ada', undefined, { ip: '198.51.100.1', userAgent: 'Phone' });
    world.clock.advance(60_000);
    const { principal } = await world.signIn('ada');
    world.clock.advance(60_000);
    await world.refresh.execute({ refreshToken: phone.refreshToken, ...ORIGIN });
    expect(await world.listSessions.execute({ principal })).to.deep.equal({
      items: [
        {
          id: principal.sessionId,
          createdAt: '2026-11-21T10:01:00.000Z',
          lastUsedAt: '2026-11-21T10:01:00.000Z',
          expiresAt: '2026-12-21T10:01:00.000Z',
          ...ORIGIN,
          current: true,
        },
        {
          id: phone.principal.sessionId,
          createdAt: '2026-11-21T10:00:00.000Z',
          lastUsedAt: '2026-11-21T10:02:00.000Z',
          expiresAt: '2026-12-21T10:02:00.000Z',
          ip: '198.51.100.1',
          userAgent: 'Phone',
          current: false,
        },
      ],
      nextCursor: null,
    });
  });

  it('can be ended one by one, by their user only', async () => {
    const [here, there] = [await world.signIn('ada'), await world.signIn('ada')];
    const stranger = await world.signIn('bea');
    const end = (principal: typeof here.principal, id: string) =>
      codeOf(world.endSession.execute({ principal, id, ...ORIGIN }));
    expect(await end(stranger.principal, there.principal.sessionId)).to.equal('session-not-found');
    expect(await end(here.principal, 'unknown')).to.equal('session-not-found');
    expect(await end(here.principal, there.principal.sessionId)).to.equal('none');
    expect(await end(here.principal, there.principal.sessionId)).to.equal('session-not-found');
    expect(await world.access.execute(there.principal)).to.equal(false);
    expect(await world.access.execute(here.principal)).to.equal(true);
    expect(world.live.endedSessions).to.deep.equal([there.principal.sessionId]);
    expect(await world.typesOf(ada)).to.include('sessions-revoked');
    expect((await world.listSessions.execute({ principal: here.principal })).items).to.have.length(1);
  });

  const alive = (...sessions: readonly { principal: Principal }[]) =>
    Promise.all(sessions.map(({ principal }) => world.access.execute(principal)));

  it('can be ended all but this one, with their sockets', async () => {
    const [here, there, elsewhere] = [await world.signIn('ada'), await world.signIn('ada'), await world.signIn('ada')];
    const stranger = await world.signIn('bea');
    await world.endSessions.execute({ principal: here.principal, scope: 'others', ...ORIGIN });
    expect(await alive(here, there, elsewhere, stranger)).to.deep.equal([true, false, false, true]);
    expect(world.live.endedUsers).to.deep.equal([]);
    expect(world.live.endedSessions).to.have.members([there.principal.sessionId, elsewhere.principal.sessionId]);
    expect(await codeOf(world.refresh.execute({ refreshToken: there.refreshToken, ...ORIGIN }))).to.equal(
      'invalid-token',
    );
    const [activity] = await world.activityOf(ada);
    expect(activity).to.deep.include({ type: 'sessions-revoked', ...ORIGIN, details: { scope: 'others' } });
  });

  it('can be ended all together', async () => {
    const [here, there] = [await world.signIn('ada'), await world.signIn('ada')];
    await world.endSessions.execute({ principal: here.principal, scope: 'all', ...ORIGIN });
    expect(await alive(here, there)).to.deep.equal([false, false]);
    expect(world.live.endedUsers).to.deep.equal([ada]);
    expect((await world.activityOf(ada))[0]?.details).to.deep.equal({ scope: 'all' });
  });

  it('can be ended by an administrator, whom the user sees', async () => {
    const boss = await world.join('boss', 'admin');
    const [{ principal: administrator }, phone] = [await world.signIn('boss'), await world.signIn('ada')];
    const signOut = (userId: string) => world.signOutUser.execute({ administrator, userId, ...ORIGIN });
    await signOut(ada);
    expect(await alive(phone)).to.deep.equal([false]);
    expect(world.live.endedUsers).to.deep.equal([ada]);
    const [activity] = await world.activityOf(ada);
    const details = { administratorId: boss, administratorUsername: 'boss' };
    expect(activity).to.deep.include({ type: 'sessions-revoked', userId: ada, details });
    expect(await codeOf(world.signIn('ada'))).to.equal('none');
    expect(await codeOf(signOut('nobody'))).to.equal('user-not-found');
  });

  it('are a hundred at most: one more ends that which was used longest ago', async () => {
    const phone = await world.signIn('ada');
    const idle = await world.signIn('ada');
    world.clock.advance(60_000);
    const [other] = await world.sessions.ofUser(ada, world.clock.now());
    for (let count = 2; count < MOST_SESSIONS; count += 1) {
      const id = world.ids.next();
      await world.sessions.add({ ...other!, id, tokenDigest: id, rotatedAt: world.clock.now() });
    }
    await world.refresh.execute({ refreshToken: phone.refreshToken, ...ORIGIN });
    expect(await alive(phone, idle)).to.deep.equal([true, true]);
    const here = await world.signIn('ada');
    expect(await alive(phone, idle, here)).to.deep.equal([true, false, true]);
    expect(world.live.endedSessions).to.deep.equal([idle.principal.sessionId]);
    expect((await world.listSessions.execute(here)).items).to.have.length(MOST_SESSIONS);
  });

  it('end with a logout, which is noted', async () => {
    const { principal } = await world.signIn('ada');
    await world.logOut.execute({ principal, ...ORIGIN });
    const [activity] = await world.activityOf(ada);
    expect(activity).to.deep.include({ type: 'logged-out', ...ORIGIN, details: { sessionId: principal.sessionId } });
    expect((await world.listSessions.execute({ principal })).items).to.deep.equal([]);
  });
});
