import { expect } from 'chai';
import type { Preferences } from '../../../src/domain/notification/preferences.js';
import { acknowledge } from '../../../src/domain/notification/notification.js';
import { toIsoOrNull } from '../../../src/domain/time/instant.js';
import { WaterWorks } from './water-works.js';

const MINUTE = 60_000;

describe('Reminders', () => {
  let works: WaterWorks;
  beforeEach(async () => {
    works = new WaterWorks();
    await works.register('ada');
    await works.log('ada', 2_000);
  });
  afterEach(() => {
    works.close();
  });

  const prefer = (preferences: Preferences) => works.users.update('ada', (user) => ({ ...user, preferences }));
  /** The job comes round every 5 minutes from now on. */
  const pass = async (iso: string): Promise<void> => {
    for (let at = works.clock.now() + 5 * MINUTE; at <= Date.parse(iso); at += 5 * MINUTE)
      await works.remindAt(new Date(at).toISOString());
  };
  const reminders = async (): Promise<readonly string[]> =>
    (await works.told('ada')).filter((key) => !key.startsWith('goal-reached'));
  const messages = async (): Promise<readonly string[]> =>
    (await works.notifications.list('ada', {}, undefined, 10)).map(({ type, message }) => `${type}: ${message}`);

  const expiries = async (): Promise<readonly string[]> =>
    (await works.notifications.list('ada', {}, undefined, 2)).map(
      ({ key, expiresAt }) => `${key} ${toIsoOrNull(expiresAt)}`,
    );
  /** What a device that connects now is sent. */
  const unheard = async (): Promise<readonly (string | null)[]> =>
    (await works.notifications.undelivered('ada', 0, works.clock.now(), 10)).map(({ key }) => key);

  it('come through the day and stop when the goal is reached', async () => {
    works.clock.set('2026-05-11T08:00:00Z');
    await works.log('ada', 500);
    await pass('2026-05-11T13:30:00Z');
    expect(await reminders()).to.deep.equal(['reminder:2026-05-11:1', 'reminder:2026-05-11:2']);
    expect((await messages())[0]).to.equal(
      'reminder: Time for a glass of water: 1500 ml to go to your goal of 2000 ml on 2026-05-11.',
    );
    await works.log('ada', 1_500);
    await pass('2026-05-12T00:00:00Z');
    expect(await reminders()).to.have.length(2);
  });

  it('warn in the evening that a streak is at risk, once, with what is missing', async () => {
    works.clock.set('2026-05-11T17:30:00Z');
    await works.log('ada', 1_250);
    await pass('2026-05-11T23:55:00Z');
    expect(await reminders()).to.deep.equal(['streak-at-risk:2026-05-11']);
    expect((await messages())[0]).to.equal(
      'streak-at-risk: Your streak of 1 day is at risk: 750 ml to go to your water goal of 2026-05-11.',
    );
  });

  it('say that a freeze would be used where one is held', async () => {
    for (let day = 11; day <= 20; day += 1) {
      await works.until(`2026-05-${day}T12:00:00Z`);
      await works.log('ada', 2_000);
    }
    await works.remindAt('2026-05-21T19:00:00Z');
    expect((await messages())[0]).to.equal(
      'streak-at-risk: 2000 ml to go to your water goal of 2026-05-21, or a freeze will be used to keep your streak of 11 days.',
    );
  });

  it('expire when the next may come, a warning when the day of the user ends', async () => {
    await works.remindAt('2026-05-11T11:00:00Z');
    await works.remindAt('2026-05-11T19:00:00Z');
    expect(await expiries()).to.deep.equal([
      'streak-at-risk:2026-05-11 2026-05-12T00:00:00.000Z',
      'reminder:2026-05-11:1 2026-05-11T13:00:00.000Z',
    ]);
    works.clock.set('2026-05-12T00:00:00Z');
    expect(await unheard()).to.deep.equal(['goal-reached:2026-05-10']);
  });

  it('of which the user has not heard are taken back once the goal is reached, however it is', async () => {
    await works.remindAt('2026-05-11T19:00:00Z');
    const { id } = (await works.log('ada', 500)).intake;
    expect(await unheard()).to.include('streak-at-risk:2026-05-11');
    await works.changeIntake.execute({ userId: 'ada', id, millilitres: 2_000 });
    expect(await unheard()).to.deep.equal(['goal-reached:2026-05-10', 'goal-reached:2026-05-11']);
    expect(await reminders()).to.deep.equal(['streak-at-risk:2026-05-11']);
    await works.remindAt('2026-05-12T11:00:00Z');
    await works.setGoal.execute({ userId: 'ada', millilitres: 500 });
    expect(await unheard()).to.include('reminder:2026-05-12:1');
    await works.log('ada', 500);
    expect(await unheard()).not.to.include('reminder:2026-05-12:1');
  });

  it('are taken back again when a goal that was taken back is reached once more', async () => {
    await works.remindAt('2026-05-11T11:00:00Z');
    const { id } = (await works.log('ada', 2_000)).intake;
    await works.deleteIntake.execute({ userId: 'ada', id });
    await works.remindAt('2026-05-11T13:00:00Z');
    expect(await unheard())
      .to.include('reminder:2026-05-11:2')
      .and.not.to.include('reminder:2026-05-11:1');
    await works.log('ada', 2_000);
    expect(await unheard()).not.to.include('reminder:2026-05-11:2');
  });

  it('that were heard of stay as they are', async () => {
    await works.remindAt('2026-05-11T11:00:00Z');
    const [reminder] = await works.notifications.list('ada', {}, undefined, 1);
    await works.notifications.update(reminder!.id, (stored) => acknowledge(stored, works.clock.now()));
    await works.log('ada', 2_000);
    expect((await works.notifications.get(reminder!.id))?.expiresAt).to.equal(Date.parse('2026-05-11T13:00:00Z'));
  });

  it('are taken back when the goal is reached while they are being sent', async () => {
    const add = works.notifications.add.bind(works.notifications);
    works.notifications.add = async (draft) => {
      works.notifications.add = add;
      await works.log('ada', 2_000);
      return add(draft);
    };
    await works.remindAt('2026-05-11T11:00:00Z');
    expect(await reminders()).to.deep.equal(['reminder:2026-05-11:1']);
    expect(await unheard()).to.deep.equal(['goal-reached:2026-05-10', 'goal-reached:2026-05-11']);
  });

  it('are taken back later when that fails at first', async () => {
    await works.remindAt('2026-05-11T11:00:00Z');
    works.notifications.away = true;
    await works.log('ada', 2_000);
    works.notifications.away = false;
    expect(await unheard()).to.include('reminder:2026-05-11:1');
    await works.until('2026-05-11T11:15:00Z');
    expect(await unheard()).not.to.include('reminder:2026-05-11:1');
  });

  it('are judged anew when they are sent', async () => {
    works.clock.set('2026-05-11T17:00:00Z');
    await works.log('ada', 100);
    const ledger = works.days.ledger.bind(works.days);
    works.days.ledger = async (userId) => {
      works.days.ledger = ledger;
      await works.log('ada', 2_000);
      return ledger(userId);
    };
    await works.remindAt('2026-05-11T19:00:00Z');
    expect((await works.days.ledger('ada'))?.remindAt).to.equal(Date.parse('2026-05-12T00:00:00Z'));
    expect(await reminders()).to.deep.equal([]);
  });

  it('catch up with one when the job was away, and with none of days before', async () => {
    await works.remindAt('2026-05-13T20:10:00Z');
    await works.remindAt('2026-05-13T20:15:00Z');
    await works.remindAt('2026-05-14T08:00:00Z');
    expect(await reminders()).to.deep.equal(['reminder:2026-05-13:1']);
  });

  it('come once, however many jobs run at a time and wherever one crashes', async () => {
    works.clock.set('2026-05-11T11:00:00Z');
    await Promise.all([1, 2, 3].map(() => works.remindAt('2026-05-11T11:00:00Z')));
    expect(await reminders()).to.deep.equal(['reminder:2026-05-11:1']);
    works.days.failNextUpdate = true;
    await works.remindAt('2026-05-11T13:00:00Z');
    await works.remindAt('2026-05-11T13:05:00Z');
    await works.remindAt('2026-05-11T13:10:00Z');
    expect(await reminders()).to.deep.equal(['reminder:2026-05-11:1', 'reminder:2026-05-11:2']);
  });

  it('are sent later when they cannot be stored, and hold nobody up', async () => {
    await works.register('bob');
    await works.log('bob', 100);
    works.days.failFor.add('bob');
    works.notifications.away = true;
    await works.remindAt('2026-05-11T11:00:00Z');
    works.notifications.away = false;
    await works.remindAt('2026-05-11T11:05:00Z');
    expect(await reminders()).to.deep.equal(['reminder:2026-05-11:1']);
    works.days.failFor.clear();
    await works.remindAt('2026-05-11T11:10:00Z');
    expect(await works.told('bob')).to.deep.equal(['reminder:2026-05-11:1']);
  });

  it('that are switched off are not made at all; the others are', async () => {
    await prefer({ 'streak-at-risk': { inApp: false } });
    await works.remindAt('2026-05-11T19:00:00Z');
    expect(await reminders()).to.deep.equal(['reminder:2026-05-11:1']);
    await prefer({ reminder: { inApp: false } });
    await works.remindAt('2026-05-12T11:00:00Z');
    expect(await reminders()).to.have.length(1);
    await works.log('ada', 2_000);
    await works.remindAt('2026-05-13T19:00:00Z');
    expect((await reminders()).slice(1)).to.deep.equal(['streak-at-risk:2026-05-13']);
  });

  it('do not reach an account that is disabled', async () => {
    await works.users.update('ada', (user) => ({ ...user, disabled: true }));
    await pass('2026-05-11T23:55:00Z');
    expect(await reminders()).to.deep.equal([]);
  });

  it('ask only for those to whom something is due, and in the end for nobody', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `user-${String(index).padStart(3, '0')}`);
    for (const name of names) {
      await works.register(name);
      await works.log(name, 100);
    }
    const updates = works.days.updates;
    await works.remindAt('2026-05-10T13:55:00Z');
    expect(works.days.updates).to.equal(updates);
    await works.remindAt('2026-05-10T14:00:00Z');
    expect(works.days.updates).to.equal(updates + 120);
    for (const name of names) expect(await works.told(name)).to.deep.equal(['reminder:2026-05-10:1']);
    await works.remindAt('2026-05-18T11:00:00Z');
    const last = works.days.updates;
    await works.remindAt('2026-05-19T11:00:00Z');
    expect(works.days.updates).to.equal(last);
    expect(await works.told('user-000')).to.have.length(1);
  });

  it('leave nothing behind of a user who is gone', async () => {
    await works.users.remove('ada', works.clock.now());
    await works.remindAt('2026-05-11T11:00:00Z');
    expect(await works.days.ledger('ada')).to.equal(undefined);
  });
});
