import { expect } from 'chai';
import { notificationDraft } from '../../contracts/notification-draft.js';
import { codeOf } from '../notification/code-of.js';
import { InsightWorld } from './insight-world.js';

describe('Daily reports', () => {
  const HOUR = 3_600_000;
  let world: InsightWorld;
  beforeEach(() => {
    world = new InsightWorld();
  });
  afterEach(() => {
    world.shut();
  });

  const run = (zone?: string) => world.reportDays(zone).execute();
  const days = async (zone?: string) => (await world.listReports(zone).execute({})).items.map(({ day }) => day);

  it('count a day once it is over', async () => {
    world.clock.set('2026-11-20T23:59:59.999Z');
    await world.happens('registered');
    await world.happens('logged-in');
    await world.happens('login-failed');
    await run();
    expect(await days()).to.deep.equal([]);
    world.clock.set('2026-11-21T00:01:00Z');
    await world.happens('logged-in');
    await run();
    expect(await world.getReport.execute({ day: '2026-11-20' })).to.include({
      day: '2026-11-20',
      timeZone: 'UTC',
      logins: 1,
      failedLogins: 1,
      registrations: 1,
      generatedAt: '2026-11-21T00:01:00.000Z',
    });
    expect(await codeOf(world.getReport.execute({ day: '2026-11-21' }))).to.equal('no-report');
  });

  it('count water, movement and notifications by their instants', async () => {
    const [ada, bea] = [await world.add('ada'), await world.add('bea')];
    await world.drinks(ada, '2026-11-20T23:59:59Z', 1_500);
    await world.drinks(ada, '2026-11-21T09:00:00Z', 1_500);
    await world.drinks(ada, '2026-11-21T10:00:00Z', 700);
    await world.drinks(bea, '2026-11-21T23:59:59Z', 300);
    await world.walks(bea, '2026-11-21T23:45:00Z', 1_500.25);
    await world.walks(bea, '2026-11-22T00:00:00Z', 800);
    const at = Date.parse('2026-11-21T12:00:00Z');
    await world.notifications.add(notificationDraft('a', { createdAt: at, status: 'delivered' }));
    await world.notifications.add(notificationDraft('b', { createdAt: at, status: 'dead' }));
    await world.notifications.add(notificationDraft('c', { createdAt: at }));
    await world.notifications.add(notificationDraft('d', { createdAt: at + 12 * HOUR }));
    world.clock.advance(24 * HOUR);
    await run();
    expect(await world.getReport.execute({ day: '2026-11-21' })).to.include({
      ...{ intakes: 3, millilitres: 2_500, goalsReached: 1, metres: 1_500.25, points: 2 },
      ...{ notifications: 3, notificationsDelivered: 1, notificationsFailed: 0, notificationsDead: 1 },
    });
  });

  it('stay as they were made, whatever arrives late', async () => {
    const ada = await world.add('ada');
    await world.drinks(ada, '2026-11-21T09:00:00Z', 500);
    world.clock.advance(24 * HOUR);
    await run();
    const report = await world.getReport.execute({ day: '2026-11-21' });
    await world.drinks(ada, '2026-11-21T10:00:00Z', 1_500);
    await run();
    expect(await world.getReport.execute({ day: '2026-11-21' }))
      .to.deep.equal(report)
      .and.include({ intakes: 1 });
  });

  it('are read from a copy, once they were read from the store', async () => {
    await world.happens('registered');
    world.clock.advance(24 * HOUR);
    await run();
    const report = await world.getReport.execute({ day: '2026-11-21' });
    world.database.run('DELETE FROM daily_reports');
    expect(await world.getReport.execute({ day: '2026-11-21' })).to.deep.equal(report);
  });

  it('are told in the next run if one died behind storing them, with the figures that are stored', async () => {
    const boss = await world.add('boss', 'admin');
    await world.happens('logged-in');
    world.clock.advance(24 * HOUR);
    const execute = world.notifyAdministrators.execute.bind(world.notifyAdministrators);
    world.notifyAdministrators.execute = () => Promise.reject(new Error('died'));
    expect(await run().catch(() => 'died')).to.equal('died');
    world.notifyAdministrators.execute = execute;
    await run();
    await run();
    const inbox = await world.notifications.behind(boss, 0, 10);
    expect(inbox.map(({ key }) => key)).to.deep.equal(['daily-report:2026-11-21']);
  });

  it('are made once a day, with the same figures however often the job runs', async () => {
    await world.happens('logged-in');
    world.clock.advance(24 * HOUR);
    await Promise.all([run(), run(), run()]);
    const first = await world.listReports().execute({});
    world.clock.advance(HOUR);
    await run();
    expect(await world.listReports().execute({})).to.deep.equal(first);
    expect(first.items).to.have.length(1);
  });

  it('make up for an outage, day by day, quiet days too', async () => {
    await world.happens('logged-in');
    world.clock.advance(24 * HOUR);
    await run();
    world.clock.advance(2 * 24 * HOUR);
    await world.happens('login-failed');
    world.clock.advance(2 * 24 * HOUR);
    await run();
    const { items } = await world.listReports().execute({});
    expect(items.map(({ day, failedLogins }) => [day, failedLogins])).to.deep.equal([
      ['2026-11-25', 0],
      ['2026-11-24', 1],
      ['2026-11-23', 0],
      ['2026-11-22', 0],
      ['2026-11-21', 0],
    ]);
  });

  it('look back at most 31 days, and begin with the first day on which something happened', async () => {
    await world.happens('logged-in');
    world.clock.advance(24 * HOUR);
    await run();
    world.clock.advance(40 * 24 * HOUR);
    await run();
    const all = await world.reports.list('2026-01-01', '2027-12-31');
    expect(all.map(({ day }) => day)).to.have.length(1 + 31);
    expect(all.at(-2)?.day).to.equal('2026-12-01');

    const young = new InsightWorld();
    young.clock.advance(-3 * 24 * HOUR);
    await young.happens('registered');
    young.clock.advance(3 * 24 * HOUR);
    await young.reportDays().execute();
    expect((await young.reports.list('2026-01-01', '2027-12-31')).map(({ day }) => day)).to.deep.equal([
      '2026-11-20',
      '2026-11-19',
      '2026-11-18',
    ]);
    young.shut();
  });

  it('follow the days of their zone, of 23 and 25 hours too', async () => {
    const zone = 'America/New_York';
    world.clock.set('2026-10-30T12:00:00Z');
    await world.happens('registered');
    // On the first of November the clocks go back: that day has 25 hours.
    for (const at of [
      '2026-11-01T03:59:59.999Z',
      '2026-11-01T04:00:00Z',
      '2026-11-02T04:59:59.999Z',
      '2026-11-02T05:00:00Z',
    ]) {
      world.clock.set(at);
      await world.happens('logged-in');
    }
    world.clock.set('2026-11-03T12:00:00Z');
    await run(zone);
    const { items } = await world.listReports(zone).execute({});
    expect(items.map(({ day, logins }) => [day, logins])).to.deep.equal([
      ['2026-11-02', 1],
      ['2026-11-01', 2],
      ['2026-10-31', 1],
      ['2026-10-30', 0],
    ]);
  });

  it('come once for each local day, whichever way the clocks change', async () => {
    for (const zone of ['Africa/Cairo', 'America/Santiago', 'Asia/Beirut', 'America/Havana', 'Australia/Lord_Howe']) {
      const year = new InsightWorld();
      year.clock.set('2025-12-31T12:00:00Z');
      await year.happens('registered');
      const job = year.reportDays(zone);
      for (let week = 0; week < 54; week += 1) {
        year.clock.advance(7 * 24 * HOUR);
        await job.execute();
      }
      const reported = (await year.reports.list('2026-01-01', '2026-12-31')).map(({ day }) => day);
      expect(new Set(reported).size, zone).to.equal(365);
      expect(reported, zone).to.have.length(365);
      year.shut();
    }
  });

  it('are told to each administrator once, also when a run died before it was stored', async () => {
    const [boss] = [await world.add('boss', 'admin'), await world.add('ada')];
    await world.happens('logged-in');
    world.clock.advance(24 * HOUR);
    const add = world.reports.add.bind(world.reports);
    world.reports.add = () => Promise.reject(new Error('died'));
    expect(await run().catch(() => 'died')).to.equal('died');
    world.reports.add = add;
    await run();
    const inbox = await world.notifications.behind(boss, 0, 10);
    expect(inbox.map(({ type, message }) => [type, message])).to.deep.equal([
      [
        'daily-report',
        'Report of 2026-11-21: 1 logins, 0 failed logins, 0 registrations, 0 water goals reached, 0.0 km, ' +
          '0 of 0 notifications delivered.',
      ],
    ]);
    expect(await world.notifications.countByStatus()).to.include({ pending: 1 });
  });

  it('are listed newest first, of the last thirty days or of a range', async () => {
    await world.happens('logged-in');
    for (let day = 0; day < 40; day += 1) {
      world.clock.advance(24 * HOUR);
      await run();
    }
    const latest = await days();
    expect([latest.length, latest[0], latest.at(-1)]).to.deep.equal([30, '2026-12-30', '2026-12-01']);
    const until = (await world.listReports().execute({ to: '2026-12-29' })).items.map(({ day }) => day);
    expect([until.length, until[0]]).to.deep.equal([30, '2026-12-29']);
    expect((await world.listReports().execute({ to: '2027-06-01' })).items).to.have.length(30);
    const { items } = await world.listReports().execute({ from: '2026-11-21', to: '2026-11-22' });
    expect(items.map(({ day }) => day)).to.deep.equal(['2026-11-22', '2026-11-21']);
  });
});
