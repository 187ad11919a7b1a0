import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PROBLEM_CODES } from '../../../src/adapters/http/problem-codes.js';
import type { Access } from '../../../src/adapters/http/route.js';
import { apiRoutes } from '../../../src/adapters/http/routes/api.js';
import { openHttp } from './harness.js';
import type { Harness, Verb } from './harness.js';

const ROUTES = apiRoutes({ version: '1.2.3', realtimeUrl: undefined });

/** The table of the contract: who may call what. */
const CONTRACT: Readonly<Record<Access, readonly string[]>> = {
  public: [
    'POST /api/register',
    'POST /api/activate',
    'POST /api/activate/resend',
    'POST /api/login',
    'POST /api/token',
    'POST /api/password/forgot',
    'POST /api/password/reset',
    'GET /api/config',
  ],
  user: [
    'POST /api/logout',
    'GET /api/me',
    'PATCH /api/me',
    'DELETE /api/me',
    'PUT /api/me/password',
    'GET /api/me/preferences',
    'PUT /api/me/preferences',
    'GET /api/me/quiet-hours',
    'PUT /api/me/quiet-hours',
    'GET /api/me/sessions',
    'DELETE /api/me/sessions',
    'DELETE /api/me/sessions/:id',
    'GET /api/me/activity',
    'GET /api/me/export',
    'GET /api/water/goal',
    'PUT /api/water/goal',
    'POST /api/water/intakes',
    'GET /api/water/intakes',
    'PATCH /api/water/intakes/:id',
    'DELETE /api/water/intakes/:id',
    'GET /api/water/today',
    'GET /api/water/days',
    'GET /api/water/streak',
    'GET /api/movement/tracking',
    'PUT /api/movement/tracking',
    'POST /api/movement/points',
    'GET /api/movement/points',
    'DELETE /api/movement/points',
    'GET /api/movement/hours',
    'GET /api/movement/track',
    'POST /api/movement/import',
    'POST /api/notifications',
    'GET /api/notifications',
    'GET /api/notifications/scheduled',
    'DELETE /api/notifications/scheduled/:id',
    'GET /api/notifications/:id',
    'PUT /api/notifications/:id',
    'DELETE /api/notifications/:id',
    'POST /api/notifications/read-all',
  ],
  admin: [
    'GET /api/admin/users',
    'GET /api/admin/users/:id',
    'PATCH /api/admin/users/:id',
    'DELETE /api/admin/users/:id/sessions',
    'GET /api/admin/metrics',
    'GET /api/admin/activity',
    'GET /api/admin/reports',
    'GET /api/admin/reports/:day',
    'GET /api/admin/alerts',
    'GET /api/admin/notifications/failed',
    'GET /api/admin/notifications/:id',
    'POST /api/admin/notifications/replay',
    'POST /api/admin/broadcasts',
    'GET /api/admin/broadcasts',
    'GET /api/admin/broadcasts/:id',
    'DELETE /api/admin/broadcasts/:id',
  ],
};

describe('the routes of the API', () => {
  let http: Harness;
  before(() => {
    http = openHttp(ROUTES);
  });
  after(() => http.close());

  it('are those of the contract, each for whom it is meant', () => {
    for (const [access, calls] of Object.entries(CONTRACT)) {
      const found = ROUTES.filter((route) => route.access === access).map(({ method, path }) => `${method} ${path}`);
      expect(found, access).to.have.members(calls);
    }
  });

  it('have names of their own', () => {
    const names = ROUTES.map(({ operationId }) => operationId);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('honour Idempotency-Key wherever something is made', () => {
    const made = ROUTES.filter(({ answers }) => 201 in answers);
    expect(made.map(({ path }) => path)).to.have.members(['/api/register', '/api/water/intakes', '/api/notifications']);
    const broadcast = ROUTES.filter(({ operationId }) => operationId === 'createBroadcast');
    for (const { idempotent, path } of [...made, ...broadcast]) expect(idempotent, path).not.to.equal(undefined);
  });

  it('let nobody in without a token, and no user where administrators belong', async () => {
    for (const { method, path, access } of ROUTES) {
      if (access === 'public') continue;
      const verb = method.toLowerCase() as Verb;
      const address = path.replace(/:\w+/g, '2026-11-21');
      expect((await http.ask(verb, address)).status, `${method} ${path}`).to.equal(401);
      if (access === 'admin') expect((await http.ask(verb, address, http.token('user'))).status, path).to.equal(403);
    }
  });

  it('take no field and no parameter that they do not name', async () => {
    const token = http.token('admin');
    for (const { method, path, stream } of ROUTES) {
      if (stream !== undefined) continue;
      const address = `${path.replace(/:\w+/g, '2026-11-21')}?__nobody=1`;
      const request = http.ask(method.toLowerCase() as Verb, address, token);
      const response = await (method === 'GET'
        ? request
        : request.send({ isActive: true, _id: 1, emailVerified: true }));
      expect(response.status, `${method} ${path}`).to.equal(422);
      const { errors } = JSON.parse(response.text) as { errors: { path: string }[] };
      const expected = method === 'GET' ? ['__nobody'] : ['__nobody', 'isActive', '_id', 'emailVerified'];
      expect(
        errors.map((error) => error.path),
        path,
      ).to.include.members(expected);
    }
  });

  it('document every code that a use case may throw, with its status', () => {
    const kinds: Readonly<Record<string, number>> = {
      invalid: 422,
      unauthenticated: 401,
      forbidden: 403,
      'not-found': 404,
      conflict: 409,
      throttled: 429,
      unavailable: 503,
    };
    const both = new Set(['invalid-token']);
    const internal = new Set([
      'no-attempt',
      'invalid-event',
      'mail-refused',
      'webhook-refused',
      'webhook-unavailable',
      'webhook-gone',
      'receiver-resting',
      'dead-letter-not-found',
      'too-many-gaps',
      'alert-open',
    ]);
    for (const { file, kind, code } of thrownCodes('src')) {
      if (internal.has(code)) continue;
      expect(PROBLEM_CODES, `${code} in ${file}`).to.have.property(code);
      if (!both.has(code)) expect(PROBLEM_CODES[code as keyof typeof PROBLEM_CODES], code).to.equal(kinds[kind]);
    }
  });
});

function thrownCodes(directory: string): readonly { file: string; kind: string; code: string }[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(directory, file), 'utf8');
      const found = text.matchAll(/new DomainError\(\s*'([a-z-]+)',\s*'([a-z-]+)'/g);
      return [...found].map(([, kind = '', code = '']) => ({ file, kind, code }));
    });
}
