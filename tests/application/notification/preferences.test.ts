import { expect } from 'chai';
import { GetPreferences } from '../../../src/application/notification/get-preferences.js';
import { SetPreferences } from '../../../src/application/notification/set-preferences.js';
import { type AccountWorld, ORIGIN, openWorldBeforeEach } from '../identity/account-world.js';
import { codeOf } from './code-of.js';

describe('The preferences of a user', () => {
  let world: AccountWorld;
  let ada: string;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    ada = await world.join('ada');
  });

  const get = (userId = ada) => new GetPreferences(world.users).execute({ userId });
  const set = (preferences: Readonly<Record<string, Readonly<Record<string, boolean>>>>, userId = ada) =>
    new SetPreferences(world.users, world.record).execute({ userId, preferences, ...ORIGIN });

  it('want everything at first, and then what was set last', async () => {
    expect((await get()).reminder).to.deep.equal({ inApp: true, email: false, webhook: true });
    await set({ reminder: { inApp: false } });
    const last = await set({ 'streak-at-risk': { inApp: false, email: true } });
    expect(last.reminder.inApp).to.equal(true);
    expect(last['streak-at-risk']).to.deep.equal({ inApp: false, email: true, webhook: true });
    expect(await get()).to.deep.equal(last);
  });

  it('are not changed by what cannot be switched off', async () => {
    await set({ reminder: { inApp: false } });
    const wanted = { reminder: { inApp: true }, security: { inApp: false } };
    expect(await codeOf(set(wanted))).to.equal('not-optional');
    expect((await get()).reminder.inApp).to.equal(false);
  });

  it('are a change of the profile in the activity log', async () => {
    await set({ reminder: { inApp: false } });
    const [activity] = await world.activityOf(ada);
    expect(activity).to.deep.include({ type: 'profile-updated', ...ORIGIN, details: { fields: ['preferences'] } });
  });

  it('stay through other changes of the profile', async () => {
    await set({ reminder: { inApp: false } });
    await world.updateProfile.execute({ userId: ada, username: 'countess', ...ORIGIN });
    expect((await get()).reminder.inApp).to.equal(false);
  });

  it('of nobody are not found', async () => {
    expect(await codeOf(get('nobody'))).to.equal('user-not-found');
    expect(await codeOf(set({}, 'nobody'))).to.equal('user-not-found');
  });
});
