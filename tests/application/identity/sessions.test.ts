import { expect } from 'chai';
import { codeOf } from '../notification/code-of.js';
import { AccountWorld, ORIGIN } from './account-world.js';

describe('The sessions of a user', () => {
  let world: AccountWorld;
  let ada: string;
  beforeEach(async () => {
    world = new AccountWorld();
    ada = await world.join('ada');
    await world.join('bea');
  });
  afterEach(() => {
    world.shut();
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

  it('end with a logout, which is noted', async () => {
    const { principal } = await world.signIn('ada');
    await world.logOut.execute({ principal, ...ORIGIN });
    const [activity] = await world.activityOf(ada);
    expect(activity).to.deep.include({ type: 'logged-out', ...ORIGIN, details: { sessionId: principal.sessionId } });
    expect((await world.listSessions.execute({ principal })).items).to.deep.equal([]);
  });
});
