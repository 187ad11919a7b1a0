import { expect } from 'chai';
import { eventually } from '../eventually.js';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';

interface Metrics {
  readonly totalUsers: number;
  readonly failedLogins24h: number;
  readonly generatedAt: string;
}

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
