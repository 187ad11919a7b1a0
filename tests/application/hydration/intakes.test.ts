import { expect } from 'chai';
import { codeOf } from '../notification/code-of.js';
import { WaterWorks } from './water-works.js';

describe('Intakes of water', () => {
  let works: WaterWorks;
  beforeEach(async () => {
    works = new WaterWorks();
    await works.register('ada', 'Europe/Berlin');
  });
  afterEach(() => {
    works.close();
  });

  it('answer with their day and the streak', async () => {
    const id = works.id();
    const answer = await works.logIntake.execute({
      id,
      userId: 'ada',
      millilitres: 2_000,
      at: Date.parse('2026-05-10T11:00:00Z'),
    });
    const day = {
      day: '2026-05-10',
      totalMillilitres: 2_000,
      goalMillilitres: 2_000,
      achieved: true,
      status: 'achieved',
      cause: 'goal-reached',
      timeZone: 'Europe/Berlin',
    };
    const streak = { current: 1, longest: 1, lastAchievedDay: '2026-05-10' };
    expect(answer).to.deep.equal({
      intake: { id, millilitres: 2_000, at: '2026-05-10T11:00:00.000Z', day: '2026-05-10' },
      day,
      streak,
    });
    expect(await works.getToday.execute({ userId: 'ada' })).to.deep.equal(day);
    expect(await works.getStreak.execute({ userId: 'ada' })).to.deep.equal(streak);
  });

  it('are of now, in the zone of the user, unless said otherwise', async () => {
    works.clock.set('2026-05-10T22:30:00Z');
    expect((await works.log('ada', 200)).intake).to.include({ at: '2026-05-10T22:30:00.000Z', day: '2026-05-11' });
    const ahead = await works.log('ada', 2_000, '2026-05-10T22:31:30Z');
    expect(ahead.day).to.include({ day: '2026-05-11', achieved: true });
  });

  it('that lie in the next day already say so', async () => {
    works.clock.set('2026-05-10T21:59:30Z');
    const answer = await works.log('ada', 2_000, '2026-05-10T22:00:30Z');
    expect(answer.day).to.include({ day: '2026-05-11', achieved: true });
    expect(answer.streak.current).to.equal(0);
    expect(await works.getToday.execute({ userId: 'ada' })).to.include({
      day: '2026-05-10',
      totalMillilitres: 0,
      status: 'open',
    });
    works.clock.set('2026-05-10T22:01:00Z');
    expect((await works.getStreak.execute({ userId: 'ada' })).current).to.equal(1);
  });

  it('that reach the goal ten at once make one achieved day, told once', async () => {
    await works.log('ada', 1_900);
    const answers = await Promise.all(Array.from({ length: 10 }, () => works.log('ada', 200)));
    expect(answers.map(({ streak }) => streak.current)).to.deep.equal(Array<number>(10).fill(1));
    expect(await works.getToday.execute({ userId: 'ada' })).to.include({ totalMillilitres: 3_900 });
    expect(await works.told('ada')).to.deep.equal(['goal-reached:2026-05-10']);
    expect(works.streaksSent).to.deep.equal([1]);
  });

  it('under the same id are one, and answered alike', async () => {
    const intake = { id: works.id(), userId: 'ada', millilitres: 2_000 };
    const first = await works.logIntake.execute(intake);
    works.clock.advance(60_000);
    expect(await works.logIntake.execute(intake)).to.deep.equal(first);
    expect((await works.getToday.execute({ userId: 'ada' })).totalMillilitres).to.equal(2_000);
  });

  it('are refused of a user there is not, and leave nothing of one who is removed meanwhile', async () => {
    expect(await codeOf(works.log('bob', 200))).to.equal('user-not-found');
    const get = works.users.get.bind(works.users);
    works.users.get = async (id) => {
      const user = await get(id);
      await works.users.remove(id, works.clock.now());
      return user;
    };
    expect(await codeOf(works.log('ada', 200))).to.equal('user-not-found');
    expect(await works.days.ledger('ada')).to.equal(undefined);
  });

  it('are kept when nothing can be told: the job tells it later, once', async () => {
    works.notifications.away = true;
    works.live.send = () => Promise.reject(new Error('no socket'));
    expect((await works.log('ada', 2_000)).streak.current).to.equal(1);
    await works.closeDays.execute();
    expect(await works.told('ada')).to.deep.equal([]);
    works.notifications.away = false;
    await works.closeDays.execute();
    await works.closeDays.execute();
    expect(await works.told('ada')).to.deep.equal(['goal-reached:2026-05-10']);
    expect((await works.days.ledger('ada'))?.dueAt).to.equal(Date.parse('2026-05-10T22:00:00Z'));
  });

  it('are told once though a crash came between telling and marking', async () => {
    const id = works.id();
    const update = works.days.update.bind(works.days);
    let count = 0;
    works.days.update = (userId, change) => {
      count += 1;
      return count === 2 ? Promise.reject(new Error('killed')) : update(userId, change);
    };
    await works.logIntake.execute({ id, userId: 'ada', millilitres: 2_000 });
    await works.closeDays.execute();
    expect(await works.told('ada')).to.deep.equal(['goal-reached:2026-05-10']);
    expect((await works.days.ledger('ada'))?.announcements).to.deep.equal([
      { type: 'goal-reached', day: '2026-05-10', streak: 1, done: true },
    ]);
  });

  it('are corrected and taken back; day and streak follow, live too', async () => {
    const { intake } = await works.log('ada', 2_000);
    const changed = await works.changeIntake.execute({ userId: 'ada', id: intake.id, millilitres: 1_500 });
    expect(changed.intake).to.deep.equal({ ...intake, millilitres: 1_500 });
    expect(changed.day).to.include({ totalMillilitres: 1_500, achieved: false, status: 'open' });
    expect(changed.streak).to.deep.equal({ current: 0, longest: 0, lastAchievedDay: null });
    await works.deleteIntake.execute({ userId: 'ada', id: intake.id });
    expect((await works.getToday.execute({ userId: 'ada' })).totalMillilitres).to.equal(0);
    expect(works.streaksSent).to.deep.equal([1, 0]);
  });

  it('can be changed for seven days, also when they are settled and archived; others were never there', async () => {
    const { intake } = await works.log('ada', 500);
    const { intake: late } = await works.log('ada', 500, '2026-05-05T12:00:00Z');
    const of = (id: string) => ({ userId: 'ada', id });
    await works.until('2026-05-17T12:00:01Z');
    expect((await works.days.archived('ada', '2026-05-01', '2026-05-31')).map(({ day }) => day)).to.deep.equal([
      '2026-05-05',
    ]);
    for (const [{ id }, code] of [
      [intake, 'too-old'],
      [late, 'too-old'],
      [{ id: works.id() }, 'intake-not-found'],
      [{ id: 'no id at all' }, 'intake-not-found'],
    ] as const) {
      expect(await codeOf(works.deleteIntake.execute(of(id))), id).to.equal(code);
      expect(await codeOf(works.changeIntake.execute({ ...of(id), millilitres: 100 })), id).to.equal(code);
    }
    await works.register('bob');
    expect(await codeOf(works.deleteIntake.execute({ userId: 'bob', id: intake.id }))).to.equal('intake-not-found');
  });

  it('are listed newest first, page by page, from the ledger into the archive', async () => {
    const logged: string[] = [];
    for (let day = 10; day <= 31; day += 1) {
      await works.until(`2026-05-${day}T12:00:00Z`);
      for (let cup = 0; cup < 3; cup += 1) logged.unshift((await works.log('ada', 100)).intake.id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await works.listIntakes.execute({ userId: 'ada', limit: 7, cursor });
      expect(page.items.length).to.be.at.most(7);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).to.deep.equal(logged);
    const range = { from: Date.parse('2026-05-12T12:00:00Z'), to: Date.parse('2026-05-14T12:00:00Z') };
    const { items } = await works.listIntakes.execute({ userId: 'ada', ...range, limit: 100 });
    expect([...new Set(items.map(({ at }) => at))]).to.deep.equal([
      '2026-05-13T12:00:00.000Z',
      '2026-05-12T12:00:00.000Z',
    ]);
    const wide = { from: Date.parse('0001-01-01T00:00:00Z'), to: Date.parse('9999-12-31T23:59:59Z') };
    expect((await works.listIntakes.execute({ userId: 'ada', ...wide, limit: 100 })).items).to.have.length(66);
    expect((await works.listIntakes.execute({ userId: 'ada', from: wide.to, limit: 100 })).items).to.deep.equal([]);
    const foreign = Buffer.from('["name","id"]').toString('base64url');
    expect(await codeOf(works.listIntakes.execute({ userId: 'ada', limit: 7, cursor: foreign }))).to.equal(
      'invalid-cursor',
    );
  });
});
