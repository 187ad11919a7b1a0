import { expect } from 'chai';
import fc from 'fast-check';
import { codeOf } from '../notification/code-of.js';
import { type AccountWorld, ORIGIN, openWorldBeforeEach } from './account-world.js';

describe('Refreshing a session', () => {
  let world: AccountWorld;
  let ada: string;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    ada = await world.join('ada');
  });

  const refresh = (refreshToken: string) => world.refresh.execute({ refreshToken, ...ORIGIN });
  const families = () => world.sessions.ofUser(ada, world.clock.now());

  it('gives a new pair and keeps only digests', async () => {
    const { refreshToken, principal } = await world.signIn('ada');
    world.clock.advance(600_000);
    const next = await refresh(refreshToken);
    expect(next.refreshToken).to.not.equal(refreshToken);
    expect(world.accessTokens.verify(next.accessToken)).to.deep.equal({
      ...principal,
      expiresAt: world.clock.now() + 900_000,
    });
    expect(JSON.stringify(await families()))
      .to.not.include(refreshToken)
      .and.not.include(next.refreshToken);
  });

  it('lasts as long as it is refreshed within thirty days', async () => {
    let { refreshToken } = await world.signIn('ada');
    for (let month = 0; month < 4; month += 1) {
      world.clock.advance(30 * 86_400_000 - 1);
      ({ refreshToken } = await refresh(refreshToken));
    }
    world.clock.advance(30 * 86_400_000);
    expect(await codeOf(refresh(refreshToken))).to.equal('invalid-token');
  });

  it('gives twenty who race one live family, whose token works on', async () => {
    const { refreshToken } = await world.signIn('ada');
    const pairs = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    expect(new Set(pairs.map((pair) => pair.refreshToken)).size).to.equal(1);
    for (const { accessToken } of pairs) {
      expect(await world.access.execute(world.accessTokens.verify(accessToken))).to.equal(true);
    }
    expect(await families()).to.have.length(1);
    expect(await codeOf(refresh(pairs[0]!.refreshToken))).to.equal('none');
  });

  it('leads a tab that is late, within the grace, to the token that is current now', async () => {
    const { refreshToken } = await world.signIn('ada');
    const second = await refresh(refreshToken);
    world.clock.advance(30_000);
    const third = await refresh(second.refreshToken);
    world.clock.advance(30_000);
    expect((await refresh(refreshToken)).refreshToken).to.equal(third.refreshToken);
    expect((await refresh(second.refreshToken)).refreshToken).to.equal(third.refreshToken);
  });

  it('ends the whole family when a token comes back after the grace, and tells its user once', async () => {
    const { refreshToken, principal } = await world.signIn('ada');
    const { refreshToken: current } = await refresh(refreshToken);
    world.clock.advance(60_001);
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(refresh(refreshToken))));
    expect(codes).to.deep.equal(Array.from({ length: 5 }, () => 'refresh-token-reused'));
    expect(await codeOf(refresh(current))).to.equal('invalid-token');
    expect(await world.access.execute(principal)).to.equal(false);
    expect(new Set(world.live.endedSessions)).to.deep.equal(new Set([principal.sessionId]));
    const inbox = await world.notifications.behind(ada, 0, 10);
    expect(inbox.map(({ type }) => type)).to.deep.equal(['security']);
    expect(await world.typesOf(ada)).to.include('sessions-revoked');
  });

  it('refuses what nobody gave, and says no more of a session that has ended', async () => {
    const { refreshToken, principal } = await world.signIn('ada');
    await world.logOut.execute({ principal, ...ORIGIN });
    for (const bad of [refreshToken, '', 'x', world.secrets.random(), principal.sessionId]) {
      expect(await codeOf(refresh(bad)), bad).to.equal('invalid-token');
    }
  });

  it('gives the role of now, and nothing to whom may not sign in', async () => {
    let { refreshToken } = await world.signIn('ada');
    await world.users.update(ada, (user) => ({ ...user, role: 'admin' }));
    const next = await refresh(refreshToken);
    ({ refreshToken } = next);
    expect(world.accessTokens.verify(next.accessToken).role).to.equal('admin');
    await world.users.update(ada, (user) => ({ ...user, disabled: true }));
    expect(await codeOf(refresh(refreshToken))).to.equal('disabled');
    await world.users.remove(ada, world.clock.now());
    expect(await codeOf(refresh(refreshToken))).to.equal('invalid-token');
  });

  it('never logs out somebody whose tabs race, however they do', async () => {
    const steps = fc.array(fc.record({ tab: fc.nat({ max: 2 }), pause: fc.nat({ max: 25_000 }) }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, async (turns) => {
        const { refreshToken } = await world.signIn('ada');
        const tabs = [refreshToken, refreshToken, refreshToken];
        const seen = [0, 0, 0];
        for (const { tab, pause } of turns) {
          world.clock.advance(pause);
          // A tab that slept longer than the grace asks the others first, as a browser's shared storage does.
          if (world.clock.now() - seen[tab]! > 60_000) tabs[tab] = tabs[seen.indexOf(Math.max(...seen))]!;
          tabs[tab] = (await refresh(tabs[tab]!)).refreshToken;
          seen[tab] = world.clock.now();
        }
      }),
      { numRuns: 20 },
    );
  });
});
