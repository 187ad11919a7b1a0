import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Route, RouteAnswer } from '../../../src/adapters/http/route.js';
import { apiRoutes } from '../../../src/adapters/http/routes/api.js';
import { unzip } from '../zip/unzip.js';
import type { Harness, Verb } from './harness.js';
import { PASSWORD, WholeApplication, type Answer } from './whole-application.js';

interface Sessions {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

/** Fails where an answer is not what the route says it is; remembers which routes have answered. */
function checked(route: Route, answered: Set<string>): Route {
  return {
    ...route,
    async handle(input, services): Promise<RouteAnswer> {
      const answer = await route.handle(input, services);
      const described = route.answers[answer.status];
      expect(described, `${route.operationId} answered ${answer.status}`).not.to.equal(undefined);
      const file = answer.headers?.['Content-Disposition'] !== undefined;
      if (described?.schema !== undefined && !file) {
        const body: unknown = JSON.parse(JSON.stringify(answer.body));
        expect(
          described.schema.validate(body, { convert: false }).error,
          `${route.operationId}: ${JSON.stringify(body)}`,
        ).to.equal(undefined);
      } else if (!file) {
        expect(answer.body, route.operationId).to.equal(undefined);
      }
      answered.add(route.operationId);
      return answer;
    },
  };
}

describe('answers over HTTP, of the whole application on embedded adapters', () => {
  const answered = new Set<string>();
  let application: WholeApplication;
  let http: Harness;
  let token: string;
  let userId: string;
  let admin: string;

  before(async () => {
    application = await WholeApplication.open((route) => checked(route, answered));
    ({ http } = application);
    ({ token, userId } = await application.member('ada'));
    ({ token: admin } = await application.administrator('root'));
  });
  after(() => application.close());

  const ask = <Body = Record<string, unknown>>(
    method: Verb,
    path: string,
    as?: string,
    body?: object,
  ): Promise<Answer<Body>> => application.ask(method, path, as, body);

  it('an account', async () => {
    await ask('get', '/api/config');
    await ask('post', '/api/activate/resend', undefined, { email: 'nobody@example.org' });
    await ask('post', '/api/password/forgot', undefined, { email: 'nobody@example.org' });
    await ask('get', '/api/me', token);
    await ask('patch', '/api/me', token, { timeZone: 'Asia/Tokyo', dayStartsAt: 3 });
    await ask('get', '/api/me/preferences', token);
    await ask('put', '/api/me/preferences', token, { reminder: { inApp: false } });
    await ask('get', '/api/me/quiet-hours', token);
    await ask('put', '/api/me/quiet-hours', token, { quietHours: { from: '22:00', to: '07:00' } });
    await ask('put', '/api/me/quiet-hours', token, { quietHours: null });
    await ask('get', '/api/me/activity?limit=2', token);
    const { body } = await ask<{ refreshToken: string }>('post', '/api/login', undefined, {
      email: 'ada@example.org',
      password: PASSWORD,
    });
    await ask('post', '/api/token', undefined, { refreshToken: body.refreshToken });
  });

  it('sessions, page by page', async () => {
    await application.signIn('ada');
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page: Answer<Sessions> = await ask<Sessions>('get', `/api/me/sessions?limit=1${query}`, token);
      ids.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(ids).to.have.length(3);
    expect(new Set(ids).size).to.equal(3);
    await ask('delete', `/api/me/sessions/${ids[0] ?? ''}`, token);
    await ask('delete', '/api/me/sessions', token);
  });

  it('water', async () => {
    await ask('get', '/api/water/goal', token);
    await ask('put', '/api/water/goal', token, { millilitres: 500 });
    const { body } = await ask<{ intake: { id: string } }>('post', '/api/water/intakes', token, { millilitres: 500 });
    await ask('patch', `/api/water/intakes/${body.intake.id}`, token, { millilitres: 600 });
    await ask('get', '/api/water/intakes', token);
    await ask('get', '/api/water/today', token);
    await ask('get', '/api/water/days', token);
    await ask('get', '/api/water/streak', token);
    await ask('delete', `/api/water/intakes/${body.intake.id}`, token);
  });

  it('movement', async () => {
    await ask('get', '/api/movement/tracking', token);
    const now = Date.now();
    const since = new Date(now - 3_600_000).toISOString();
    await ask('put', '/api/movement/tracking', token, { active: true, since });
    const at = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
    const points = [
      { latitude: 52.5, longitude: 13.4, at: at(10) },
      { latitude: 91, longitude: 13.4, at: at(9) },
      null,
    ];
    const sent = await ask('post', '/api/movement/points', token, { points });
    expect(sent.body).to.deep.equal({
      accepted: 1,
      rejected: [
        { index: 1, reason: 'invalid-latitude' },
        { index: 2, reason: 'invalid-point' },
      ],
    });
    const gpx = `<gpx version="1.1"><trk><trkseg><trkpt lat="52.5" lon="13.4"><time>${at(5)}</time></trkpt></trkseg></trk></gpx>`;
    const imported = await http
      .ask('post', '/api/movement/import', token)
      .set('Content-Type', 'application/gpx+xml')
      .send(gpx);
    expect([imported.status, imported.body]).to.deep.equal([202, { accepted: 1, rejected: [] }]);
    await ask('get', '/api/movement/hours?timeZone=Asia/Kathmandu', token);
    await ask('get', '/api/movement/hours?by=week', token);
    await ask('get', '/api/movement/points', token);
    const track = await ask('get', '/api/movement/track', token);
    expect(track.headers['content-type']).to.match(/^application\/geo\+json/);
    const file = await ask('get', '/api/movement/track?format=gpx', token);
    expect(file.headers['content-type']).to.match(/^application\/gpx\+xml/);
    await ask('delete', `/api/movement/points?from=${since}&to=${at(0)}`, token);
  });

  it('an import that is too large, no GPX, or of another type', async () => {
    const send = (type: string, body: string): PromiseLike<Response> =>
      http.ask('post', '/api/movement/import', token).set('Content-Type', type).send(body);
    expect((await send('application/json', '{}')).status).to.equal(415);
    expect((await send('application/gpx+xml', 'no markup')).status).to.equal(422);
    expect((await send('application/gpx+xml', `<gpx>${' '.repeat(10_000_000)}</gpx>`)).status).to.equal(413);
    expect((await http.ask('post', '/api/movement/import', token)).status).to.equal(400);
    expect((await http.ask('get', '/api/me', token)).status).to.equal(200);
  });

  it('notifications', async () => {
    const drink = { userId, message: 'Drink!', expiresAt: '2999-01-01T00:00:00Z' };
    const { body, headers } = await ask<{ id: string }>('post', '/api/notifications', token, drink);
    expect(headers).to.include({ location: `/api/notifications/${body.id}` });
    await ask('get', '/api/notifications?unread=true', token);
    await ask('get', `/api/notifications/${body.id}`, token);
    await ask('put', `/api/notifications/${body.id}`, token);
    await ask('put', `/api/notifications/${body.id}`, token, { read: true });
    await ask('post', '/api/notifications/read-all', token);
    await ask('delete', `/api/notifications/${body.id}`, token);
    await ask('get', `/api/admin/notifications/${body.id}`, admin);
    // 2000 characters, in twice as many UTF-16 units.
    await ask('post', '/api/notifications', token, { userId, message: '👍'.repeat(2000) });
  });

  it('messages for later and for many', async () => {
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const later = await ask<{ id: string }>('post', '/api/notifications', token, { userId, message: 'Drink!', sendAt });
    await ask('get', '/api/notifications/scheduled', token);
    await ask('delete', `/api/notifications/scheduled/${later.body.id}`, token);
    const { body } = await ask<{ id: string }>('post', '/api/admin/broadcasts', admin, { message: 'All!', sendAt });
    await ask('get', `/api/admin/broadcasts/${body.id}`, admin);
    await ask('get', '/api/admin/broadcasts', admin);
    await ask('delete', `/api/admin/broadcasts/${body.id}`, admin);
  });

  it('administration', async () => {
    await ask(
      'get',
      '/api/admin/users?active=true&connected=false&q=A&sort=username&createdFrom=2020-01-01T00:00:00Z',
      admin,
    );
    const byLogin = await ask<{ nextCursor: string | null }>(
      'get',
      '/api/admin/users?sort=-lastLoginAt&limit=1',
      admin,
    );
    const { nextCursor: cursor } = byLogin.body;
    const rest = await ask<{ nextCursor: string | null }>(
      'get',
      `/api/admin/users?sort=-lastLoginAt&cursor=${cursor}`,
      admin,
    );
    expect(rest.body.nextCursor).to.equal(null);
    await ask('get', `/api/admin/users/${userId}`, admin);
    await ask('patch', `/api/admin/users/${userId}`, admin, { disabled: false });
    await ask('get', '/api/admin/metrics?from=2020-01-01T00:00:00Z', admin);
    await ask('get', `/api/admin/activity?type=user-viewed&userId=${userId}`, admin);
    const { text } = await ask('get', '/api/admin/activity?type=user-viewed&format=csv', admin);
    expect(text.split('\r\n')).to.have.length(5).and.property('1').include(`user-viewed,${userId}`);
    for (const list of ['reports', 'reports?format=csv', 'alerts', 'notifications/failed'])
      await ask('get', `/api/admin/${list}`, admin);
    await ask('post', '/api/admin/notifications/replay', admin, { since: '2020-01-01T00:00:00Z' });
    await ask('post', '/api/admin/notifications/replay', admin);
    const { userId: bob } = await application.member('bob');
    await ask('delete', `/api/admin/users/${bob}/sessions`, admin);
    const report = await http.ask('get', '/api/admin/reports/2020-01-01', admin);
    expect([report.status, (JSON.parse(report.text) as { code: string }).code]).to.deep.equal([404, 'no-report']);
  });

  it('a registration that is repeated under its key has the same activation token', async () => {
    const account = { username: 'grace', email: 'grace@example.org', password: PASSWORD };
    const register = (): PromiseLike<Response> =>
      http.ask('post', '/api/register').set('Idempotency-Key', 'k').send(account);
    const [first, second] = [await register(), await register()];
    expect([first.status, second.status]).to.deep.equal([201, 201]);
    expect(second.body).to.deep.equal(first.body);
    expect(first.body).to.have.nested.property('activation.token');
    expect(second.headers).to.include({ 'idempotency-replayed': 'true' });
  });

  it('things of other users do not exist', async () => {
    const other = await application.member('eve');
    const intake = await ask<{ intake: { id: string } }>('post', '/api/water/intakes', other.token, {
      millilitres: 100,
    });
    const note = await ask<{ id: string }>('post', '/api/notifications', other.token, {
      userId: other.userId,
      message: 'mine',
    });
    const later = await ask<{ id: string }>('post', '/api/notifications', other.token, {
      userId: other.userId,
      message: 'mine',
      sendAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const sessions = await ask<{ items: { id: string }[] }>('get', '/api/me/sessions', other.token);
    const foreign: [Verb, string, object?][] = [
      ['patch', `/api/water/intakes/${intake.body.intake.id}`, { millilitres: 1 }],
      ['delete', `/api/water/intakes/${intake.body.intake.id}`],
      ['get', `/api/notifications/${note.body.id}`],
      ['put', `/api/notifications/${note.body.id}`],
      ['delete', `/api/notifications/${note.body.id}`],
      ['delete', `/api/notifications/scheduled/${later.body.id}`],
      ['delete', `/api/me/sessions/${sessions.body.items[0]?.id ?? ''}`],
    ];
    const own = apiRoutes({ version: '', realtimeUrl: undefined }).filter(
      ({ access, path }) => access === 'user' && path.includes(':'),
    );
    const tried = foreign.map(([method, path]) => `${method.toUpperCase()} ${path.replace(/[^/]+$/, ':id')}`);
    expect(own.map(({ method, path }) => `${method} ${path}`)).to.have.members(tried);
    for (const [method, path, body] of foreign) {
      for (const as of [token, admin]) {
        const request = http.ask(method, path, as);
        expect((await (body === undefined ? request : request.send(body))).status, `${method} ${path}`).to.equal(404);
      }
    }
    expect(
      (await http.ask('post', '/api/notifications', token).send({ userId: other.userId, message: 'spam' })).status,
    ).to.equal(403);
    expect(
      (await http.ask('post', '/api/notifications', admin).send({ userId: 'nobody', message: 'x' })).status,
    ).to.equal(404);
  });

  it('passwords, and leaving', async () => {
    const changed = `${PASSWORD} again`;
    await ask('put', '/api/me/password', token, { currentPassword: PASSWORD, newPassword: changed });
    const file = await ask('get', '/api/me/export', token);
    expect(JSON.parse(file.text)).to.have.nested.property('user.id', userId);
    const archive = await http.ask('get', '/api/me/export?format=zip', token).responseType('blob');
    expect(archive.headers).to.include({ 'content-type': 'application/zip' });
    expect([...(await unzip(archive.body as Buffer)).keys()]).to.include('account.json');
    await ask('delete', '/api/me', token, { password: changed });
    expect((await http.ask('get', '/api/me', token)).status).to.equal(401);
    await ask('post', '/api/logout', admin);
    expect((await http.ask('get', '/api/me', admin)).status).to.equal(401);
  });

  it('were all as their routes describe them', () => {
    // A report takes a day to be made, a reset a mail to be read: both are journeys of their own.
    const elsewhere = ['getReport', 'resetPassword'];
    const names = apiRoutes({ version: '', realtimeUrl: undefined }).map(({ operationId }) => operationId);
    expect([...answered, ...elsewhere]).to.have.members(names);
  });
});
