import { expect } from 'chai';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';
import { walkNorth } from './tracks.js';

interface Metrics {
  readonly totalUsers: number;
  readonly failedLogins24h: number;
  readonly generatedAt: string;
  readonly today: string;
  readonly onlineUsers: number;
  readonly goalsReachedToday: number;
  readonly metresToday: number;
  readonly notifications: Readonly<Record<'pending' | 'delivered' | 'failed' | 'dead', number>>;
}

/** What changes a figure shows within so many milliseconds. */
const SHOWN_WITHIN = 5_000;

export function insightJourney(deployment: () => Deployment): void {
  describe('Insight', () => {
    it('counts users and failed logins, from a copy until a figure changes', async () => {
      const administrator = await Person.administrator(deployment());
      const metrics = async (): Promise<Metrics> =>
        (await administrator.call<Metrics>('GET', '/api/admin/metrics')).body;
      const before = await metrics();
      expect((await metrics()).generatedAt).to.equal(before.generatedAt);
      const ada = await Person.join(deployment());
      await new Person(deployment()).call('POST', '/api/login', {
        username: ada.username,
        password: 'wrong wrong wrong',
      });
      await eventually(async () => {
        const after = await metrics();
        expect(after.totalUsers).to.equal(before.totalUsers + 1);
        expect(after.failedLogins24h).to.equal(before.failedLogins24h + 1);
      });
    });

    it('shows who is online, goals, metres and notifications as they change', async () => {
      const [ada, administrator] = [await Person.join(deployment()), await Person.administrator(deployment())];
      const metrics = async (role = ''): Promise<Metrics> =>
        (await administrator.call<Metrics>('GET', `/api/admin/metrics${role}`)).body;
      const before = await metrics();
      await ada.call('POST', '/api/water/intakes', { millilitres: 2_000 });
      await eventually(async () => {
        const { goalsReachedToday, today } = await metrics();
        // A new day may have begun.
        expect(goalsReachedToday).to.equal((today === before.today ? before.goalsReachedToday : 0) + 1);
      }, SHOWN_WITHIN);
      const posted = await metrics();
      await ada.call('POST', '/api/notifications', { userId: ada.id, message: 'drink' });
      await eventually(async () => {
        expect((await metrics()).notifications.pending).to.be.above(posted.notifications.pending);
      }, SHOWN_WITHIN);
      await ada.connect();
      await eventually(async () => {
        const { onlineUsers, notifications } = await metrics('?role=user');
        expect(onlineUsers).to.be.above(0);
        expect(notifications.delivered).to.be.above(0);
        expect((await metrics()).notifications.delivered).to.be.above(posted.notifications.delivered);
      });
      const start = Date.now() - 100_000;
      await ada.call('PUT', '/api/movement/tracking', { active: true, since: new Date(start).toISOString() });
      await ada.call('POST', '/api/movement/points', { points: walkNorth(start, 5, 20) });
      await eventually(async () => {
        const { metresToday, today } = await metrics();
        expect(metresToday).to.be.above(today === before.today ? before.metresToday : 0);
      });
    });

    it('lists who is online, and who is disabled', async () => {
      const [ada, administrator] = [await Person.join(deployment()), await Person.administrator(deployment())];
      const names = async (query: string): Promise<readonly string[]> => {
        const { body } = await administrator.call<{ items: { username: string }[] }>(
          'GET',
          `/api/admin/users?q=${ada.username}&${query}`,
        );
        return body.items.map(({ username }) => username);
      };
      expect(await names('connected=true')).to.deep.equal([]);
      expect(await names('connected=false&disabled=false')).to.deep.equal([ada.username]);
      await ada.connect();
      await eventually(async () => {
        expect(await names('connected=true')).to.deep.equal([ada.username]);
      });
      await administrator.call('PATCH', `/api/admin/users/${ada.id}`, { disabled: true });
      expect(await names('disabled=true')).to.deep.equal([ada.username]);
    });

    it('gives activity and reports as CSV files', async () => {
      const [ada, administrator] = [await Person.join(deployment()), await Person.administrator(deployment())];
      const activity = await administrator.download(`/api/admin/activity?format=csv&userId=${ada.id}`);
      expect(activity.mediaType).to.equal('text/csv; charset=utf-8');
      const [header, ...lines] = activity.text.trimEnd().split('\r\n');
      expect(header).to.equal('at,type,userId,ip,userAgent,details,id');
      expect(lines.map((line) => line.split(',')[1])).to.deep.equal([
        'user-viewed',
        'logged-in',
        'activated',
        'registered',
      ]);
      const reports = await administrator.download('/api/admin/reports?format=csv');
      expect(reports.text).to.match(/^day,timeZone,logins,/);
    });

    it('lists activity by type and user', async () => {
      const [ada, administrator] = [await Person.join(deployment()), await Person.administrator(deployment())];
      const { body } = await administrator.call<{ items: { type: string; userId: string }[] }>(
        'GET',
        `/api/admin/activity?type=logged-in&userId=${ada.id}`,
      );
      expect(body.items.map(({ type, userId }) => [type, userId])).to.deep.equal([['logged-in', ada.id]]);
    });

    it('has no report for a day that is not over', async () => {
      const administrator = await Person.administrator(deployment());
      const today = new Date().toISOString().slice(0, 10);
      const answer = await administrator.call('GET', `/api/admin/reports/${today}`);
      expect([answer.status, answer.body['code']]).to.deep.equal([404, 'no-report']);
    });

    it('describes itself: OpenAPI, health, metrics, public configuration', async () => {
      const visitor = new Person(deployment());
      const document = await visitor.call<{ openapi: string; paths: object }>('GET', '/api-docs/openapi.json');
      expect(document.body.openapi).to.match(/^3\.1/);
      expect(document.body.paths).to.include.keys('/api/register', '/api/movement/points');
      const page = await fetch(`${deployment().url}/api-docs`);
      expect([page.status, page.headers.get('content-type')]).to.deep.equal([200, 'text/html; charset=utf-8']);
      for (const path of ['/health/live', '/health/ready', '/metrics']) {
        expect((await fetch(`${deployment().url}${path}`)).status, path).to.equal(200);
      }
      expect((await visitor.call('GET', '/api/config')).body).to.include.keys('realtimeUrl', 'version');
    });
  });
}
