import { expect } from 'chai';
import { NEVER_TRACKED } from '../../../src/domain/movement/tracking.js';
import { codeOf } from '../notification/code-of.js';
import { type AccountWorld, ORIGIN, PASSWORD, openWorldBeforeEach } from './account-world.js';

describe('Deleting an account', () => {
  let world: AccountWorld;
  let ada: string;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    ada = await world.join('ada');
  });

  const remove = (userId = ada, password = PASSWORD) => world.deleteAccount.execute({ userId, password, ...ORIGIN });

  it('needs the password', async () => {
    expect(await codeOf(remove(ada, 'wrong wrong wrong'))).to.equal('wrong-password');
    expect((await world.users.get(ada))?.username).to.equal('ada');
  });

  it('removes the user, sessions, tracking, notifications and keys, and leaves a tombstone', async () => {
    const { principal, refreshToken } = await world.signIn('ada');
    await world.tracking.update(ada, () => NEVER_TRACKED);
    await world.post.execute({ id: world.ids.next(), userId: ada, message: 'drink' });
    const now = world.clock.now();
    const key = {
      scope: ada,
      key: 'k',
      fingerprint: 'f',
      id: 'i',
      now,
      busyUntil: now + 60_000,
      expiresAt: now + 90_000,
    };
    const registration = { ...key, scope: 'address:192.0.2.7', id: ada };
    await world.idempotency.reserve(key);
    await world.idempotency.reserve(registration);
    await remove();
    expect(await world.users.get(ada)).to.equal(undefined);
    expect(await world.users.wasRemoved(ada)).to.equal(true);
    expect(await world.access.execute(principal)).to.equal(false);
    expect(world.live.endedUsers).to.deep.equal([ada]);
    expect(await codeOf(world.refresh.execute({ refreshToken, ...ORIGIN }))).to.equal('invalid-token');
    expect(await world.tracking.get(ada)).to.equal(undefined);
    expect(await world.notifications.lastSequence(ada)).to.equal(0);
    for (const freed of [key, registration]) {
      expect(await world.idempotency.reserve({ ...freed, fingerprint: 'other' })).to.include({ state: 'reserved' });
    }
  });

  it('keeps what happened, and forgets to whom', async () => {
    await codeOf(world.signIn('ada', 'wrong wrong wrong'));
    const before = await world.activities.count({});
    await remove();
    const kept = await world.activityOf();
    expect(kept).to.have.length(before + 1);
    expect(kept[0]).to.include({ type: 'deleted', userId: null, role: 'user' });
    expect(JSON.stringify(kept))
      .to.not.include('"ada')
      .and.not.include(ORIGIN.ip!)
      .and.not.include(`"userId":"${ada}"`);
  });

  it('takes away, soon after, what others had under way for the user', async () => {
    const { principal } = await world.signIn('ada');
    const bea = await world.join('bea');
    await remove();
    await world.tracking.update(ada, () => NEVER_TRACKED);
    await world.logOut.execute({ principal, ...ORIGIN });
    expect(await world.typesOf(ada)).to.deep.equal(['logged-out']);
    world.clock.advance(15 * 60_000);
    await world.eraseLeftovers.execute();
    expect(await world.tracking.get(ada)).to.equal(undefined);
    expect(await world.activityOf(ada)).to.deep.equal([]);
    expect(await world.activityOf(bea)).to.have.length(2);
  });

  it('frees name and address', async () => {
    await remove();
    expect(await world.join('ada'))
      .to.be.a('string')
      .and.not.equal(ada);
  });

  it('is refused to the last administrator', async () => {
    const boss = await world.join('boss', 'admin');
    expect(await codeOf(remove(boss))).to.equal('last-administrator');
    await world.users.update(ada, (user) => ({ ...user, role: 'admin' }));
    expect(await codeOf(remove(boss))).to.equal('none');
  });
});
