import { expect } from 'chai';
import type { Deployment } from './deployment.js';
import { Person } from './person.js';

export function errorsJourney(deployment: () => Deployment): void {
  describe('Bad input', () => {
    let ada: Person;
    before(async () => {
      ada = await Person.join(deployment());
    });

    const cases: readonly [
      string,
      number,
      string,
      () => Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>,
    ][] = [
      ['malformed JSON', 400, 'unreadable-body', () => ada.call('POST', '/api/water/intakes', '{"millilitres":')],
      [
        'an unknown field',
        422,
        'invalid-request',
        () => ada.call('POST', '/api/water/intakes', { millilitres: 1, role: 'admin' }),
      ],
      ['a wrong type', 422, 'invalid-request', () => ada.call('POST', '/api/water/intakes', { millilitres: '250' })],
      ['NaN', 400, 'unreadable-body', () => ada.call('POST', '/api/water/intakes', '{"millilitres":NaN}')],
      [
        'a number too large for JSON',
        422,
        'invalid-request',
        () => ada.call('POST', '/api/water/intakes', '{"millilitres":1e400}'),
      ],
      [
        'no JSON at all',
        415,
        'unsupported-media-type',
        () => ada.call('POST', '/api/water/intakes', 'millilitres=1', { 'content-type': 'text/plain' }),
      ],
      ['a path that is none', 404, 'not-found', () => ada.call('GET', '/api/nothing')],
      ['a method the path does not have', 405, 'method-not-allowed', () => ada.call('DELETE', '/api/water/goal')],
      [
        'an operator as an e-mail address',
        422,
        'invalid-request',
        () => ada.call('POST', '/api/login', { email: { $ne: '' }, password: 'x' }),
      ],
      ['a parameter given twice', 422, 'invalid-request', () => ada.call('GET', '/api/notifications?limit=1&limit=2')],
      [
        'a cursor of somebody’s own making',
        422,
        'invalid-cursor',
        () => ada.call('GET', '/api/notifications?cursor=abc'),
      ],
      ['no list of points', 422, 'invalid-request', () => ada.call('POST', '/api/movement/points', { points: 'all' })],
    ];
    for (const [what, status, code, ask] of cases) {
      it(`answers ${status} ${code} to ${what}`, async () => {
        const answer = await ask();
        expect([answer.status, answer.body['code']]).to.deep.equal([status, code]);
        expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
        expect(answer.body).to.include.keys('type', 'title', 'status', 'detail', 'requestId');
      });
    }

    it('asks for a token where there is none, and says so in the header', async () => {
      const answer = await new Person(deployment()).call('GET', '/api/me');
      expect(answer.status).to.equal(401);
      expect(answer.headers.get('www-authenticate'))
        .to.match(/^Bearer realm=/)
        .and.not.contain('error=');
      const forged = await new Person(deployment(), 'not.a.token').call('GET', '/api/me');
      expect(forged.status).to.equal(401);
      expect(forged.headers.get('www-authenticate')).to.contain('error="invalid_token"');
    });

    it('lets no user do what administrators do', async () => {
      for (const path of [
        '/api/admin/users',
        '/api/admin/metrics',
        '/api/admin/activity',
        '/api/admin/reports',
        '/api/admin/alerts',
      ]) {
        expect((await ada.call('GET', path)).status, path).to.equal(403);
      }
    });

    it('refuses a socket without a good token, and says why', async () => {
      const refusal = await new Person(deployment(), 'not.a.token').connect().then(
        () => undefined,
        (error: unknown) => error as Error & { data?: { code?: string } },
      );
      expect(refusal?.data?.code).to.equal('invalid-token');
    });
  });
}
