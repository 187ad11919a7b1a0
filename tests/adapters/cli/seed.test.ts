import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Container } from 'inversify';
import { credentialsOf } from '../../../src/adapters/cli/story/credentials.js';
import type { DeedName, DeedOf } from '../../../src/adapters/cli/story/deed.js';
import { personToShow, type Person } from '../../../src/adapters/cli/story/people.js';
import { SeedingRefused } from '../../../src/adapters/cli/story/seeding-refused.js';
import type { Stock } from '../../../src/adapters/cli/story/stock.js';
import { tellStory } from '../../../src/adapters/cli/story/tell-story.js';
import { readSettings } from '../../../src/adapters/config/read-settings.js';
import { createContainer } from '../../../src/adapters/inversify/create-container.js';
import { createSeeding } from '../../../src/adapters/inversify/create-seeding.js';
import { EMBEDDED_DATABASE } from '../../../src/adapters/inversify/embedded-modules.js';
import { CLOCK, USERS } from '../../../src/adapters/inversify/tokens.js';
import { HmacSecrets } from '../../../src/adapters/system/hmac-secrets.js';
import { GetStreak } from '../../../src/application/hydration/get-streak.js';
import { ListWaterDays } from '../../../src/application/hydration/list-water-days.js';
import { GetMetrics } from '../../../src/application/insight/get-metrics.js';
import { ListActivity } from '../../../src/application/insight/list-activity.js';
import { ListAlerts } from '../../../src/application/insight/list-alerts.js';
import { ListReports } from '../../../src/application/insight/list-reports.js';
import { ListUsers } from '../../../src/application/insight/list-users.js';
import { LogIn } from '../../../src/application/identity/log-in.js';
import { ListHours } from '../../../src/application/movement/list-hours.js';
import { ListPoints } from '../../../src/application/movement/list-points.js';
import { ListNotifications } from '../../../src/application/notification/list-notifications.js';
import { toIso } from '../../../src/domain/time/instant.js';
import { ManualClock } from '../../manual-clock.js';
import { removeDatabase } from '../../leftovers.js';
import { describeWith, describeWithoutServers, uniqueName } from '../../servers.js';
import { all, countDays, countGoals, countStreak, lengthOf, pointsAnHour } from './direct-count.js';

/** Within the days before, Santiago has no midnight of 6 September. */
const NOW = '2026-09-20T14:30:00Z';
const DAYS = 18;
const HOUR = 3_600_000;

describeWithoutServers('npm run seed', () => {
  const directory = mkdtempSync(join(tmpdir(), 'streakline-seed-'));
  const settings = readSettings({ DATA_DIR: directory });
  const credentials = credentialsOf(settings.identity, new HmacSecrets(settings.tokens.key));
  const now = Date.parse(NOW);
  const story = tellStory({ people: 8, days: DAYS, now, administrator: credentials.administrator });
  const active = story.people.filter(({ fate }) => fate !== 'never-activated');
  let stock: Stock | undefined;

  before(async function () {
    this.timeout(60_000);
    stock = await seed();
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  async function seed(tell?: (done: number) => void): Promise<Stock | undefined> {
    const { seeding, parts } = createSeeding(settings, story, credentials);
    await parts.start();
    try {
      return await seeding.run(tell);
    } finally {
      await parts.stop();
    }
  }

  /** Looks at the store as a service would at the end of the story. */
  async function look<T>(at: (container: Container) => T | Promise<T>): Promise<T> {
    const container = createContainer(settings);
    container.rebind(CLOCK).toConstantValue(new ManualClock(NOW));
    try {
      return await at(container);
    } finally {
      container.get(EMBEDDED_DATABASE).close();
    }
  }

  const deeds = <Name extends DeedName>(name: Name, who: Person): readonly DeedOf<Name>[] =>
    story.deeds.filter((deed) => deed.name === name && deed.who.email === who.email) as unknown as DeedOf<Name>[];

  async function idOf(container: Container, { email }: Person): Promise<string> {
    return (await container.get(USERS).byEmailKey(email))?.id ?? '';
  }

  it('gives everybody the days and the streak that follow from what was drunk', () =>
    look(async (container) => {
      for (const who of active) {
        const userId = await idOf(container, who);
        const counted = countDays(who, deeds('drinks', who), DAYS, now);
        const range = { from: counted[0]?.day, to: counted.at(-1)?.day };
        const { items } = await container.get(ListWaterDays).execute({ userId, ...range });
        const listed = items
          .toReversed()
          .map(({ day, totalMillilitres, status }) => ({ day, totalMillilitres, status }));
        expect(listed, who.username).to.deep.equal(counted);
        expect(await container.get(GetStreak).execute({ userId })).to.deep.equal(countStreak(counted));
      }
    }));

  it('gives every walk the metres between its counted points, in their hours', () =>
    look(async (container) => {
      let walks = 0;
      for (const who of active) {
        const userId = await idOf(container, who);
        const range = { userId, from: story.begin, to: now + 1 };
        const points = await all((page) => container.get(ListPoints).execute({ ...range, ...page }));
        const sent = deeds('walks', who);
        expect(points).to.have.length(sent.reduce((sum, walk) => sum + walk.points.length, 0));
        const { items, totalMetres } = await container.get(ListHours).execute(range);
        expect(totalMetres).to.be.closeTo(
          sent.reduce((sum, { from, to }) => sum + lengthOf(points, from, to), 0),
          0.01,
        );
        expect(items.map((hour) => [Date.parse('hour' in hour ? hour.hour : ''), hour.points])).to.deep.equal(
          pointsAnHour(points),
        );
        walks += sent.length;
      }
      expect(walks).to.equal(stock?.walks).and.to.be.above(10);
    }));

  it('gives the dashboard the figures that users and activity give when counted one by one', () =>
    look(async (container) => {
      const users = await all((page) => container.get(ListUsers).execute(page));
      const activity = await all((page) => container.get(ListActivity).execute(page));
      const since = (days: number) => (item: { at?: string; createdAt?: string }) =>
        Date.parse(item.at ?? item.createdAt ?? '') >= now - days * 24 * HOUR;
      const of = (type: string) => activity.filter((item) => item.type === type);
      const metrics = await container.get(GetMetrics).execute({ from: story.begin, to: now + 1 });
      expect(metrics).to.deep.include({
        totalUsers: users.length,
        activeUsers7d: new Set(
          of('logged-in')
            .filter(since(7))
            .map(({ userId }) => userId),
        ).size,
        failedLogins24h: of('login-failed').filter(since(1)).length,
        newUsers7d: users.filter(since(7)).length,
        range: {
          logins: of('logged-in').length,
          failedLogins: of('login-failed').length,
          registrations: of('registered').length,
        },
      });
      expect(users).to.have.length(story.people.length + 1);
      expect(metrics.newUsers7d).to.be.above(0);
      expect(metrics.activeUsers7d).to.be.within(1, users.length - 1);
    }));

  it('gives dashboard and reports the water, metres and notifications that people have', () =>
    look(async (container) => {
      const users = await all((page) => container.get(ListUsers).execute(page));
      const range = { from: Date.parse(toIso(story.begin).slice(0, 10)), to: now };
      const metresOn = new Map<string, number>();
      const told: { status: string; createdAt: string }[] = [];
      for (const { id: userId } of users) {
        told.push(...(await all((page) => container.get(ListNotifications).execute({ userId, ...page }))));
        for (const item of (await container.get(ListHours).execute({ userId, ...range, by: 'day' })).items) {
          if ('day' in item) metresOn.set(item.day, (metresOn.get(item.day) ?? 0) + item.metres);
        }
      }
      const withStatus = (status: string) => told.filter((notification) => notification.status === status).length;
      const goalsOn = (day: string, until: number) =>
        active.reduce(
          (sum, who) =>
            sum +
            countGoals(
              who,
              deeds('drinks', who).filter(({ at }) => at < until),
              day,
            ),
          0,
        );
      const today = NOW.slice(0, 10);
      const live = await container.get(GetMetrics).execute({});
      expect(live).to.deep.include({
        today,
        onlineUsers: 0,
        goalsReachedToday: goalsOn(today, now + 1),
        notifications: {
          pending: withStatus('pending'),
          delivered: withStatus('delivered'),
          failed: withStatus('failed'),
          dead: withStatus('dead'),
        },
      });
      expect(live.metresToday).to.be.closeTo(metresOn.get(today) ?? 0, 0.01);
      const { items: reports } = await container.get(ListReports).execute({});
      for (const report of reports) {
        const { day, generatedAt } = report;
        const drinks = story.deeds.filter((deed) => deed.name === 'drinks' && deed.at < Date.parse(generatedAt));
        const ofDay = (drinks as DeedOf<'drinks'>[]).filter(({ drunkAt }) => toIso(drunkAt).startsWith(day));
        expect(report, day).to.include({
          intakes: ofDay.length,
          millilitres: ofDay.reduce((sum, { millilitres }) => sum + millilitres, 0),
          goalsReached: goalsOn(day, Date.parse(generatedAt)),
          notifications: told.filter(({ createdAt }) => createdAt.startsWith(day)).length,
        });
        expect(report.metres, day).to.be.closeTo(metresOn.get(day) ?? 0, 0.01);
      }
      expect(reports.some(({ goalsReached, metres }) => goalsReached > 0 && metres > 0)).to.equal(true);
    }));

  it('lets the jobs do their rounds: reports, one alert that is over, told streaks', () =>
    look(async (container) => {
      const [alert, ...others] = (await container.get(ListAlerts).execute({ limit: 10 })).items;
      expect(others).to.deep.equal([]);
      expect(alert).to.include({ kind: 'stuffing' }).and.to.have.property('resolvedAt').that.is.a('string');
      const { items: reports } = await container.get(ListReports).execute({});
      const days = new Set([story.begin, ...story.deeds.map(({ at }) => at)].map((at) => toIso(at).slice(0, 10)));
      expect(reports.map(({ day }) => day)).to.deep.equal([...days].slice(0, -1).toReversed());
      const told = await Promise.all(
        active.map(async (who) => {
          const userId = await idOf(container, who);
          return await all((page) => container.get(ListNotifications).execute({ userId, ...page }));
        }),
      );
      expect(told.flat().map(({ type }) => type)).to.include.members(['message', 'goal-reached', 'streak-lost']);
      expect(told.flat().map(({ read }) => read)).to.include.members([true, false]);
      expect(stock).to.include({
        notifications: told.flat().length,
        unread: told.flat().filter(({ read }) => !read).length,
      });
    }));

  it('lets administrator and people sign in as it says', () =>
    look(async (container) => {
      const origin = { ip: '192.0.2.1', userAgent: null };
      const { administrator, administratorPassword, peoplesPassword } = credentials;
      const logIn = (email: string, password: string) =>
        container
          .get(LogIn)
          .execute({ email, password, ...origin })
          .then(({ user }) => user.role);
      expect(await logIn(administrator.email, administratorPassword)).to.equal('admin');
      expect(await logIn(personToShow(story.people, now).email, peoplesPassword)).to.equal('user');
    }));

  it('adds nothing the second time', async () => {
    const count = () =>
      look((container) => {
        const database = container.get(EMBEDDED_DATABASE);
        const tables = database.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
        return tables.map(({ name }) => [name, database.get<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)?.n]);
      });
    const before = await count();
    expect(await seed()).to.equal(undefined);
    expect(await count()).to.deep.equal(before);
  });
});

describeWithoutServers('a seed that was interrupted', () => {
  it('says so the next time', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'streakline-seed-'));
    const settings = readSettings({ DATA_DIR: directory });
    const credentials = credentialsOf(settings.identity, new HmacSecrets(settings.tokens.key));
    const story = tellStory({ people: 2, days: 2, now: Date.parse(NOW), administrator: credentials.administrator });
    const seed = async (tell?: () => void): Promise<unknown> => {
      const { seeding, parts } = createSeeding(settings, story, credentials);
      await parts.start();
      return seeding.run(tell).finally(() => parts.stop());
    };
    const interrupted = new Error('interrupted');
    let done = 0;
    const interrupt = (): void => {
      done += 1;
      if (done === 10) throw interrupted;
    };
    expect(await seed(interrupt).catch((error: unknown) => error)).to.equal(interrupted);
    expect(await seed().catch((error: unknown) => error)).to.be.instanceOf(SeedingRefused);
    rmSync(directory, { recursive: true });
  });
});

describeWith('mongo', 'npm run seed on MongoDB', (address) => {
  const directory = mkdtempSync(join(tmpdir(), 'streakline-seed-'));
  const url = new URL(address);
  url.pathname = `/${uniqueName()}`;
  after(async () => {
    rmSync(directory, { recursive: true });
    await removeDatabase(url.href);
  });

  it('makes what it makes in a file, and the second time nothing', async () => {
    const seed = async (variables: Readonly<Record<string, string>>): Promise<Stock | undefined> => {
      const settings = readSettings({ DATA_DIR: directory, ...variables });
      const credentials = credentialsOf(settings.identity, new HmacSecrets(settings.tokens.key));
      const story = tellStory({ people: 3, days: 4, now: Date.parse(NOW), administrator: credentials.administrator });
      const { seeding, parts } = createSeeding(settings, story, credentials);
      await parts.start();
      return seeding.run().finally(() => parts.stop());
    };
    const stock = await seed({ MONGO_URL: url.href });
    expect(stock).to.deep.equal(await seed({}));
    expect(stock).to.include({ people: 3 });
    expect(await seed({ MONGO_URL: url.href })).to.equal(undefined);
  }).timeout(300_000);
});
