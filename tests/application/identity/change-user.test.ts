import { expect } from 'chai';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import { codeOf } from '../notification/code-of.js';
import { type AccountWorld, ORIGIN, openWorldBeforeEach } from './account-world.js';

describe('Changing a user', () => {
  let world: AccountWorld;
  let ada: string;
  let boss: string;
  let administrator: Principal;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    [ada, boss] = [await world.join('ada'), await world.join('boss', 'admin')];
    administrator = (await world.signIn('boss')).principal;
  });

  const change = (userId: string, changes: { role?: 'user' | 'admin'; disabled?: boolean }, by = administrator) =>
    world.changeUser.execute({ administrator: by, userId, ...changes, ...ORIGIN });

  it('to disabled ends every session and socket at once, and back lets the user in again', async () => {
    const { principal, refreshToken } = await world.signIn('ada');
    expect(await world.access.execute(principal)).to.equal(true);
    expect(await change(ada, { disabled: true })).to.include({ id: ada, disabled: true });
    expect(await world.access.execute(principal)).to.equal(false);
    expect(world.live.endedUsers).to.deep.equal([ada]);
    expect(await codeOf(world.refresh.execute({ refreshToken, ...ORIGIN }))).to.equal('invalid-token');
    expect(await codeOf(world.signIn('ada'))).to.equal('disabled');
    await change(ada, { disabled: false });
    expect(await codeOf(world.signIn('ada'))).to.equal('none');
  });

  it('to another role ends tokens and sockets of the old one, and a refresh brings the new one', async () => {
    const { principal, refreshToken } = await world.signIn('ada');
    expect(await world.access.execute(principal)).to.equal(true);
    await change(ada, { role: 'admin' });
    expect(await world.access.execute(principal)).to.equal(false);
    expect(world.live.endedUsers).to.deep.equal([ada]);
    const next = await world.refresh.execute({ refreshToken, ...ORIGIN });
    expect(await world.access.execute(world.accessTokens.verify(next.accessToken))).to.equal(true);
  });

  it('is in the activity of that user, who sees by whom', async () => {
    await change(ada, { role: 'admin', disabled: true });
    await change(ada, { disabled: false });
    await change(ada, { disabled: false });
    const by = { administratorId: boss, administratorUsername: 'boss' };
    const [enabled, disabled, role] = await world.activityOf(ada);
    expect(enabled).to.deep.include({ type: 'enabled', details: by });
    expect(disabled).to.deep.include({ type: 'disabled', details: by });
    expect(role).to.deep.include({ type: 'role-changed', ...ORIGIN, details: { ...by, from: 'user', to: 'admin' } });
    expect(await world.typesOf(ada)).to.have.length(5);
  });

  it('takes effect and is noted although another administrator changed the user in between', async () => {
    const get = world.users.get.bind(world.users);
    world.users.get = async (id) => {
      world.users.get = get;
      const before = await get(id);
      await change(ada, { role: 'admin', disabled: true });
      return before;
    };
    await change(ada, { role: 'user', disabled: false });
    expect(world.live.endedUsers).to.deep.equal([ada, ada]);
    expect((await world.typesOf(ada)).slice(2)).to.deep.equal(['role-changed', 'disabled', 'role-changed', 'enabled']);
  });

  it('leaves the last administrator in place', async () => {
    expect(await codeOf(change(boss, { role: 'user' }))).to.equal('last-administrator');
    expect(await codeOf(change(boss, { disabled: true }))).to.equal('last-administrator');
    await world.users.update(ada, (user) => ({ ...user, role: 'admin', disabled: true }));
    expect(await codeOf(change(boss, { role: 'user' }))).to.equal('last-administrator');
    await change(ada, { disabled: false });
    expect(await codeOf(change(boss, { role: 'user' }))).to.equal('none');
    expect(await codeOf(change(ada, { disabled: true }))).to.equal('last-administrator');
  });

  it('never leaves nobody, also when administrators withdraw each other at once', async () => {
    await world.users.update(ada, (user) => ({ ...user, role: 'admin' }));
    await Promise.all([codeOf(change(ada, { role: 'user' })), codeOf(change(boss, { disabled: true }))]);
    const left = await world.users.list({ role: 'admin' }, 'createdAt', undefined, 10);
    expect(left.filter(({ disabled }) => !disabled)).to.not.be.empty;
  });

  it('of whom there is none is not found', async () => {
    expect(await codeOf(change('nobody', { disabled: true }))).to.equal('user-not-found');
  });
});
