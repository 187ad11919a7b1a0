import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Route } from '../../../src/adapters/http/route.js';
import { route } from '../../../src/adapters/http/route.js';
import { bodyOf, idParams, pageQuery, schema } from '../../../src/adapters/http/schemas.js';
import { DomainError } from '../../../src/domain/errors.js';
import { openHttp } from './harness.js';
import type { Harness, Verb } from './harness.js';

const common = { summary: 's', tag: 't', answers: { 200: { description: 'd' } }, errors: [] } as const;

const ROUTES: readonly Route[] = [
  route({
    ...common,
    method: 'POST',
    path: '/api/things/:id',
    operationId: 'makeThing',
    access: 'public',
    params: idParams,
    query: schema.object<{ limit: number; loud?: boolean; at?: number }, true>({
      limit: pageQuery.limit,
      loud: schema.boolean(),
      at: schema.instant(),
    }),
    body: bodyOf<{ size: number; at?: number }>({ size: schema.number().required(), at: schema.instant() }),
    handle: ({ params, query, body, ip, userAgent, requestId, origin }) =>
      Promise.resolve({ status: 200, body: { params, query, body, ip, userAgent, requestId, origin } }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/fails/:id',
    operationId: 'fail',
    access: 'public',
    params: idParams,
    handle: ({ params: { id } }) => {
      if (id === 'unexpected') throw new TypeError('the password is swordfish');
      if (id === 'throttled') throw new DomainError('throttled', 'slow-down', 'Later.', { retryAfter: 12.2 });
      if (id === 'invalid')
        throw new DomainError('invalid', 'too-old', 'Old.', { errors: [{ path: 'at', message: 'is old' }] });
      throw new DomainError(id as 'unavailable', `it-is-${id}`, 'Said by the domain.');
    },
  }),
  route({
    ...common,
    method: 'POST',
    path: '/api/fails/all',
    operationId: 'failAll',
    access: 'public',
    handle: () => Promise.resolve({ status: 200 }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/mine',
    operationId: 'mine',
    access: 'user',
    handle: ({ principal }) => Promise.resolve({ status: 200, body: principal }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/mine',
    operationId: 'notMine',
    access: 'admin',
    handle: () => Promise.resolve({ status: 204 }),
  }),
];

function expectProblem(response: Response, status: number, code: string): void {
  expect(response.status, response.text).to.equal(status);
  expect(response.headers['content-type']).to.equal('application/problem+json');
  const body = JSON.parse(response.text) as Record<string, unknown>;
  expect(body).to.include({ type: 'about:blank', status, code, requestId: response.headers['x-request-id'] });
  expect(body['title']).to.be.a('string');
  expect(body['detail']).to.be.a('string');
}

describe('the HTTP adapter', () => {
  let http: Harness;
  before(() => {
    http = openHttp(ROUTES);
  });
  after(() => http.close());
  const make = (body: unknown, query = ''): ReturnType<Harness['ask']> =>
    http.ask('post', `/api/things/7${query}`).send(body as object);

  describe('input', () => {
    it('reaches the handler typed: instants as milliseconds, a query as numbers and booleans', async () => {
      const response = await make(
        { size: 2, at: '2026-11-21T12:00:00+02:00' },
        '?limit=5&loud=true&at=2026-11-21T10:00:00.5Z',
      );
      expect(response.status).to.equal(200);
      expect(response.body).to.deep.include({
        params: { id: '7' },
        query: { limit: 5, loud: true, at: Date.parse('2026-11-21T10:00:00.500Z') },
        body: { size: 2, at: Date.parse('2026-11-21T10:00:00Z') },
      });
    });

    it('of a wrong type is 422 and named, never converted in a body', async () => {
      const cases: [unknown, string, string][] = [
        [{ size: '2' }, '', 'size'],
        [{ size: 2, at: '2026-02-30T10:00:00Z' }, '', 'at'],
        [{ size: 2, at: 1 }, '', 'at'],
        [{}, '', 'size'],
        [{ size: 2, role: 'admin' }, '', 'role'],
        [{ size: 2, constructor: { prototype: { polluted: 1 } } }, '', 'constructor'],
        [{ size: 2 }, '?limit=0', 'limit'],
        [{ size: 2 }, '?limit=2&limit=3', 'limit'],
        [{ size: 2 }, '?limit[$gt]=1', 'limit[$gt]'],
        [{ size: 2 }, '?at=yesterday', 'at'],
        [{ size: 2 }, '?other=1', 'other'],
      ];
      for (const [body, query, path] of cases) {
        const response = await make(body, query);
        expectProblem(response, 422, 'invalid-request');
        expect((JSON.parse(response.text) as { errors: object[] }).errors)
          .to.have.length(1)
          .and.to.have.nested.property('[0].path', path);
      }
    });

    it('that is JSON but no object is 422', async () => {
      for (const text of ['null', '5', '"text"', '[]']) {
        expectProblem(await http.ask('post', '/api/things/7').type('json').send(text), 422, 'invalid-request');
      }
    });

    it('without a body where one is needed is 422', async () => {
      expectProblem(await http.ask('post', '/api/things/7'), 422, 'invalid-request');
      expectProblem(await http.ask('post', '/api/things/7').type('json'), 422, 'invalid-request');
    });

    it('that cannot be read is 400, in a text of our own', async () => {
      for (const text of ['{"size": NaN}', '{"size":', '{"__proto__": {"polluted": 1}, "size": 2}']) {
        const response = await http.ask('post', '/api/things/7').type('json').send(text);
        expectProblem(response, 400, 'unreadable-body');
        expect(response.text).not.to.include('JSON at position').and.not.to.include('Unexpected');
      }
      expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    });

    it('that is not encoded as it says, or not to its end, is 400', async () => {
      const text = JSON.stringify({ size: 2 });
      const encodings = { gzip: gzipSync(text), deflate: deflateSync(text), br: brotliCompressSync(text) };
      for (const [encoding, encoded] of Object.entries(encodings)) {
        const send = (bytes: Buffer): ReturnType<Harness['ask']> =>
          http
            .ask('post', '/api/things/7')
            .type('json')
            .set('Content-Encoding', encoding)
            .serialize(() => bytes as unknown as string)
            .send({});
        expect((await send(encoded)).status, encoding).to.equal(200);
        for (const broken of [encoded.subarray(0, -4), Buffer.from('nothing of the kind')]) {
          expectProblem(await send(broken), 400, 'unreadable-body');
        }
      }
    });

    it('of another media type, charset or encoding is 415', async () => {
      const send = (type: string, text = '{"size":2}'): ReturnType<Harness['ask']> =>
        http.ask('post', '/api/things/7').set('Content-Type', type).send(text);
      expectProblem(await send('text/plain'), 415, 'unsupported-media-type');
      expectProblem(await send('application/x-www-form-urlencoded', 'size=2'), 415, 'unsupported-media-type');
      expectProblem(await send('application/json; charset=utf-16'), 415, 'unsupported-media-type');
      expectProblem(await send('application/json').set('Content-Encoding', 'sneaky'), 415, 'unsupported-media-type');
      expect((await send('application/json; charset=UTF-8')).status).to.equal(200);
    });

    it('that is too large is 413', async () => {
      expectProblem(await make({ size: 2, text: 'x'.repeat(300_000) }), 413, 'body-too-large');
      expect((await make({ size: 2 })).status).to.equal(200);
    });
  });

  describe('addresses', () => {
    it('that nobody knows are 404', async () => {
      for (const path of ['/api', '/api/mine/', '/api/Mine', '/api/things', '/api/things/%E0%A4%A/x', '/favicon.ico']) {
        expectProblem(await http.ask('get', path), 404, 'not-found');
      }
      expectProblem(await http.ask('post', `/api/things/${'x'.repeat(101)}`).send({ size: 1 }), 404, 'not-found');
    });

    it('that know other methods are 405 and say which', async () => {
      for (const method of ['post', 'put', 'patch', 'options', 'trace'] as Verb[]) {
        const response = await http.ask(method, '/api/mine');
        expectProblem(response, 405, 'method-not-allowed');
        expect(response.headers['allow']).to.equal('DELETE, GET, HEAD');
      }
    });

    it('without a parameter are not taken for one with a parameter', async () => {
      for (const method of ['get', 'put'] as Verb[]) {
        const response = await http.ask(method, '/api/fails/all');
        expectProblem(response, 405, 'method-not-allowed');
        expect(response.headers['allow']).to.equal('POST');
      }
      expect((await http.ask('post', '/api/fails/all')).status).to.equal(200);
      expect((await http.ask('post', '/api/fails/one')).headers['allow']).to.equal('GET, HEAD');
    });

    it('answer HEAD like GET without a body', async () => {
      const response = await http.ask('head', '/api/mine', http.token('user'));
      expect(response.status).to.equal(200);
      expect(response.body).to.deep.equal({});
    });
  });

  describe('errors of the domain', () => {
    it('have the status of their kind', async () => {
      const statuses = { unauthenticated: 401, forbidden: 403, 'not-found': 404, conflict: 409, unavailable: 503 };
      for (const [kind, status] of Object.entries(statuses))
        expectProblem(await http.ask('get', `/api/fails/${kind}`), status, `it-is-${kind}`);
    });

    it('say when to come again, and which field is wrong', async () => {
      const throttled = await http.ask('get', '/api/fails/throttled');
      expect(throttled.headers).to.include({ 'retry-after': '13', 'ratelimit-remaining': '0' });
      expect((await http.ask('get', '/api/fails/unavailable')).headers).to.have.property('retry-after');
      const invalid = await http.ask('get', '/api/fails/invalid');
      expect((JSON.parse(invalid.text) as { errors: unknown }).errors).to.deep.equal([
        { path: 'at', message: 'is old' },
      ]);
    });

    it('that are no such thing are 500, logged, and told to nobody', async () => {
      const response = await http.ask('get', '/api/fails/unexpected').set('X-Request-Id', 'trace-me');
      expectProblem(response, 500, 'internal-error');
      expect(response.text).not.to.include('swordfish');
      const line = http.lines.find(({ level }) => level === 'error');
      expect(line?.fields).to.include({ requestId: 'trace-me' });
      expect(line?.fields['error']).to.be.instanceOf(TypeError);
    });
  });

  it('names every request, by the name it came with if that is sane', async () => {
    expect((await make({ size: 1 }).set('X-Request-Id', 'abc-1')).headers['x-request-id']).to.equal('abc-1');
    const forged = await make({ size: 1 }).set('X-Request-Id', 'a"b{}');
    expect(forged.headers['x-request-id']).to.match(/^01900000-/);
    expect((forged.body as { requestId: string }).requestId).to.equal(forged.headers['x-request-id']);
  });

  it('logs one line a request, without its query', async () => {
    await make({ size: 1 }, '?limit=3').set('X-Request-Id', 'logged');
    const lines = http.lines.filter(({ fields }) => fields['requestId'] === 'logged');
    expect(lines).to.have.length(1);
    expect(lines[0]?.fields).to.include({ method: 'POST', route: '/api/things/:id', status: 200 });
    expect(JSON.stringify(lines)).not.to.include('limit');
  });

  it('counts requests by the template of their route', async () => {
    await http.ask('get', '/nowhere/some-id');
    const text = await http.metrics.registry.metrics();
    expect(text).to.match(
      /http_request_duration_seconds_count\{method="POST",route="\/api\/things\/:id",status="200"\} \d+/,
    );
    expect(text).to.match(/http_request_duration_seconds_count\{method="GET",route="unmatched",status="404"\} \d+/);
    expect(text).not.to.include('some-id');
  });

  it('protects its answers by headers, and lets only listed origins read them', async () => {
    const { headers } = await http.ask('get', '/api/mine').set('Origin', 'http://localhost:3000');
    expect(headers['content-security-policy']).to.equal("default-src 'none';frame-ancestors 'none'");
    expect(headers).to.include({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'access-control-allow-origin': 'http://localhost:3000',
    });
    expect(headers).not.to.have.property('access-control-allow-credentials');
    expect(headers).not.to.have.property('x-powered-by');
    const foreign = await http.ask('get', '/api/mine').set('Origin', 'https://evil.example');
    expect(foreign.headers).not.to.have.property('access-control-allow-origin');
    const preflight = await http
      .ask('options', '/api/mine')
      .set('Origin', 'http://localhost:3000')
      .set('Access-Control-Request-Method', 'DELETE');
    expect(preflight.status).to.equal(204);
  });
});

describe('the address of a client', () => {
  const ipOf = async (trustProxy: number, forwarded: string): Promise<string> => {
    const http = openHttp(ROUTES, { trustProxy });
    const response = await http.ask('post', '/api/things/7').set('X-Forwarded-For', forwarded).send({ size: 1 });
    await http.close();
    return (response.body as { ip: string }).ip;
  };

  it('is believed only from as many proxies as are trusted', async () => {
    expect(await ipOf(0, '6.6.6.6')).to.equal('127.0.0.1');
    expect(await ipOf(1, '6.6.6.6, 203.0.113.9')).to.equal('203.0.113.9');
    expect(await ipOf(2, '6.6.6.6, 203.0.113.9, 10.0.0.1')).to.equal('203.0.113.9');
    expect(await ipOf(1, 'nonsense')).to.equal('127.0.0.1');
  });
});
