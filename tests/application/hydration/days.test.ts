import { expect } from 'chai';
import { codeOf } from '../notification/code-of.js';
import { WaterWorks } from './water-works.js';

describe('Days of water', () => {
  let works: WaterWorks;
  beforeEach(async () => {
    works = new WaterWorks();
    await works.register('ada');
  });
  afterEach(() => {
    works.close();
  });

  it('begin with nothing', async () => {
    expect(await works.getStreak.execute({ userId: 'ada' })).to.deep.equal({
      current: 0,
      longest: 0,
      lastAchievedDay: null,
    });
    expect(await works.getGoal.execute({ userId: 'ada' })).to.deep.equal({ millilitres: 2_000 });
    const { items } = await works.listDays.execute({ userId: 'ada' });
    expect(items).to.deep.equal([await works.getToday.execute({ userId: 'ada' })]);
    expect(items[0]).to.include({ day: '2026-05-10', status: 'open', totalMillilitres: 0 });
  });

  it('have the goal that held when they were', async () => {
    await works.log('ada', 2_000);
    await works.until('2026-05-11T12:00:00Z');
    expect(await works.setGoal.execute({ userId: 'ada', millilitres: 3_000 })).to.deep.equal({ millilitres: 3_000 });
    expect(await works.getGoal.execute({ userId: 'ada' })).to.deep.equal({ millilitres: 3_000 });
    const { items } = await works.listDays.execute({ userId: 'ada' });
    expect(items.map(({ day, goalMillilitres, status }) => [day, goalMillilitres, status])).to.deep.equal([
      ['2026-05-11', 3_000, 'open'],
      ['2026-05-10', 2_000, 'achieved'],
    ]);
    expect(await codeOf(works.setGoal.execute({ userId: 'ada', millilitres: 99 }))).to.equal('invalid-millilitres');
    expect(await codeOf(works.getGoal.execute({ userId: 'bob' }))).to.equal('user-not-found');
  });

  it('are listed for the last 30 days, or for a range, across what is archived', async () => {
    for (let day = 10; day <= 31; day += 1) {
      await works.until(`2026-05-${day}T12:00:00Z`);
      await works.log('ada', 2_000);
    }
    await works.until('2026-06-25T12:00:00Z');
    const days = async (from?: string, to?: string): Promise<readonly string[]> => {
      const { items } = await works.listDays.execute({ userId: 'ada', from, to });
      return items.map(({ day, status }) => `${day.slice(5)} ${status}`);
    };
    expect(await days()).to.have.length(30);
    expect((await days()).at(0)).to.equal('06-25 open');
    expect((await days()).at(-1)).to.equal('05-27 achieved');
    expect(await days(undefined, '2026-07-01')).to.deep.equal(await days());
    expect(await days('2026-05-30', '2026-06-04')).to.deep.equal([
      '06-04 missed',
      '06-03 missed',
      '06-02 frozen',
      '06-01 frozen',
      '05-31 achieved',
      '05-30 achieved',
    ]);
    expect(await days('0001-01-01', '9999-12-31')).to.have.length(22 + 25);
    expect(await days('2026-06-04', '2026-05-30')).to.deep.equal([]);
    expect(await days('2027-01-01', '2027-02-01')).to.deep.equal([]);
  });

  it('are the same though a crash came between archiving and dropping', async () => {
    await works.log('ada', 2_000);
    await works.until('2026-05-17T12:00:00Z');
    works.days.failNextUpdate = true;
    await works.until('2026-05-19T12:00:00Z');
    const days = { userId: 'ada', from: '2026-05-01', to: '2026-05-31' };
    const before = await works.listDays.execute(days);
    expect((await works.days.archived('ada', '2026-05-01', '2026-05-31')).map(({ day }) => day)).to.include(
      '2026-05-10',
    );
    expect((await works.days.ledger('ada'))?.settled.through).to.equal(null);
    await works.closeDays.execute();
    expect((await works.days.ledger('ada'))?.settled.through).to.equal('2026-05-11');
    expect(await works.listDays.execute(days)).to.deep.equal(before);
  });
});

describe('Closing days', () => {
  let works: WaterWorks;
  beforeEach(async () => {
    works = new WaterWorks();
    await works.register('ada');
  });
  afterEach(() => {
    works.close();
  });

  it('tells a lost streak once, live too, however often it runs', async () => {
    await works.log('ada', 2_000);
    await works.until('2026-05-11T00:00:00Z');
    expect(await works.told('ada')).to.deep.equal(['goal-reached:2026-05-10']);
    await works.until('2026-05-12T00:00:00Z');
    await works.until('2026-05-12T00:15:00Z');
    await Promise.all([works.closeDays.execute(), works.closeDays.execute()]);
    expect(await works.told('ada')).to.deep.equal(['goal-reached:2026-05-10', 'streak-lost:2026-05-11']);
    expect(works.streaksSent).to.deep.equal([1, 0]);
    const [lost] = await works.notifications.list('ada', {}, undefined, 1);
    expect(lost).to.include({
      type: 'streak-lost',
      message: 'Your streak of 1 day ended: the water goal of 2026-05-11 was not reached.',
    });
  });

  it('catches up in order after the service was away, and excuses those days', async () => {
    for (let day = 10; day <= 19; day += 1) {
      await works.until(`2026-05-${day}T12:00:00Z`);
      await works.log('ada', 2_000);
    }
    await works.until('2026-05-20T12:00:00Z');
    await works.recordUptime.execute();
    // Away for two days and a bit, then nobody drinks.
    works.clock.set('2026-05-22T15:00:00Z');
    await works.closeDays.execute();
    await works.recordUptime.execute();
    for (const now of ['2026-05-22T15:00:00Z', '2026-05-25T12:00:00Z']) {
      while (works.clock.now() < Date.parse(now)) {
        works.clock.advance(120_000);
        await works.recordUptime.execute();
      }
    }
    await works.closeDays.execute();
    const { items } = await works.listDays.execute({ userId: 'ada', from: '2026-05-19' });
    expect(items.map(({ day, status, cause }) => `${day.slice(8)} ${status} ${cause}`)).to.deep.equal([
      '25 open day-not-over',
      '24 missed goal-not-reached',
      '23 frozen freeze-used',
      '22 excused service-outage',
      '21 excused service-outage',
      '20 excused service-outage',
      '19 achieved goal-reached',
    ]);
    expect((await works.told('ada')).slice(10)).to.deep.equal(['freeze-used:2026-05-23', 'streak-lost:2026-05-24']);
  });

  it('goes on with the others when one fails, and tries that one again', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `user-${String(index).padStart(3, '0')}`);
    for (const name of names) {
      await works.register(name);
      await works.log(name, 2_000);
    }
    works.days.failFor.add('user-060');
    await works.until('2026-05-12T00:00:00Z');
    const lost = async (): Promise<number> => {
      const all = await Promise.all(names.map((name) => works.told(name)));
      return all.filter((told) => told.includes('streak-lost:2026-05-11')).length;
    };
    expect(await lost()).to.equal(119);
    works.days.failFor.clear();
    const updates = works.days.updates;
    await works.closeDays.execute();
    expect(await lost()).to.equal(120);
    expect(works.days.updates - updates).to.be.at.most(2);
  });

  it('asks for nobody who has nothing to lose and nothing to archive', async () => {
    await works.setGoal.execute({ userId: 'ada', millilitres: 1_000 });
    const updates = works.days.updates;
    await works.until('2026-08-01T00:00:00Z');
    expect(works.days.updates).to.equal(updates);
  });

  it('removes the water of a user who is gone', async () => {
    await works.log('ada', 2_000);
    await works.users.remove('ada', works.clock.now());
    await works.until('2026-05-11T00:00:00Z');
    expect(await works.days.ledger('ada')).to.equal(undefined);
  });

  it('leaves nothing of a user who is removed while it archives', async () => {
    await works.log('ada', 2_000);
    await works.until('2026-05-12T00:00:00Z');
    const archive = works.days.archive.bind(works.days);
    works.days.archive = async (userId, days) => {
      await works.users.remove(userId, works.clock.now());
      await works.days.remove(userId);
      await archive(userId, days);
    };
    await works.until('2026-05-20T00:00:00Z');
    expect(await works.days.ledger('ada')).to.equal(undefined);
    expect(await works.days.archived('ada', '2026-05-01', '2026-05-31')).to.deep.equal([]);
  });
});
