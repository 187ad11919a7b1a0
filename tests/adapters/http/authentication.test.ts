import { userNotFound } from '../../../src/domain/identity/user.js';
import { createHmac, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { route } from '../../../src/adapters/http/route.js';
import { KEY, openHttp } from './harness.js';
import type { Harness } from './harness.js';

const common = { summary: 's', tag: 't', answers: { 200: { description: 'd' } }, errors: [] } as const;
const ROUTES = [
  route({
    ...common,
    method: 'GET',
    path: '/open',
    operationId: 'a',
    access: 'public',
    handle: () => Promise.resolve({ status: 200, body: {} }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/mine',
    operationId: 'b',
    access: 'user',
    handle: ({ principal }) => Promise.resolve({ status: 200, body: principal }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/deleted',
    operationId: 'd',
    access: 'user',
    handle: () => Promise.reject(userNotFound()),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/others',
    operationId: 'e',
    access: 'user',
    errors: ['user-not-found'],
    handle: () => Promise.reject(userNotFound()),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/ours',
    operationId: 'c',
    access: 'admin',
    handle: () => Promise.resolve({ status: 200, body: {} }),
  }),
];

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs anything, as no library would. */
function forged(claims: object, header: object = {}, key: Buffer = KEY.export()): string {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT', ...header })}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

describe('access over HTTP', () => {
  let http: Harness;
  let claims: Record<string, unknown>;
  before(() => {
    http = openHttp(ROUTES);
    const now = http.clock.now() / 1000;
    claims = { sub: 'u1', sid: 's1', role: 'user', iat: now, exp: now + 900, iss: 'streakline', aud: 'streakline-api' };
  });
  after(() => http.close());
  const codeOf = (response: Response): string => (JSON.parse(response.text) as { code: string }).code;

  it('needs no token where everyone may come', async () => {
    expect((await http.ask('get', '/open')).status).to.equal(200);
    expect((await http.ask('get', '/open', 'rubbish')).status).to.equal(200);
  });

  it('asks for a token without calling anything an error (RFC 6750)', async () => {
    for (const request of [http.ask('get', '/mine'), http.ask('get', '/mine').set('Authorization', 'Basic dTpw')]) {
      const response = await request;
      expect([response.status, codeOf(response)]).to.deep.equal([401, 'unauthenticated']);
      expect(response.headers['www-authenticate']).to.equal('Bearer realm="streakline"');
    }
  });

  it('gives the handler who asks', async () => {
    const response = await http.ask('get', '/mine', forged(claims));
    expect(response.body).to.deep.equal({
      userId: 'u1',
      sessionId: 's1',
      role: 'user',
      expiresAt: (claims['exp'] as number) * 1000,
    });
    expect((await http.ask('get', '/ours', http.token('admin'))).status).to.equal(200);
  });

  it('refuses every token that is not exactly one of ours', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
    const soon = (claims['iat'] as number) + 3600;
    const tokens = {
      'no algorithm': `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
      'another key': forged(claims, {}, createSecretKey(Buffer.alloc(32)).export()),
      'a public key as secret': forged(claims, { alg: 'HS256' }, pem),
      'another algorithm': forged(claims, { alg: 'RS256' }),
      'a longer hash': forged(claims, { alg: 'HS512' }),
      'a path as key id': forged(claims, { kid: '../../dev/null' }, Buffer.alloc(0)),
      'a query as key id': forged(claims, { kid: "' UNION SELECT 'x" }, Buffer.from('x')),
      'a key within': forged(claims, { jwk: { kty: 'oct', k: 'eA' } }, Buffer.from('x')),
      'a key elsewhere': forged(claims, { jku: 'http://127.0.0.1:1/keys' }, Buffer.from('x')),
      'no expiry': forged({ ...claims, exp: undefined }),
      'expiry as text': forged({ ...claims, exp: String(soon) }),
      'another audience': forged({ ...claims, aud: 'elsewhere' }),
      'another issuer': forged({ ...claims, iss: 'elsewhere' }),
      'from the future': forged({ ...claims, iat: soon, exp: soon + 1 }),
      'an unknown role': forged({ ...claims, role: 'root' }),
      'no session': forged({ ...claims, sid: undefined }),
      'eight kilobytes': 'x'.repeat(8192),
      'two words': 'a b',
    };
    for (const [name, token] of Object.entries(tokens)) {
      const response = await http.ask('get', '/mine', token);
      expect([response.status, codeOf(response)], name).to.deep.equal([401, 'invalid-token']);
      expect(response.headers['www-authenticate']).to.match(/^Bearer realm="streakline", error="invalid_token"/);
    }
  });

  it('ends with the token, by the clock of the service', async () => {
    const token = http.token('user', 'u2');
    http.clock.advance(899_000);
    expect((await http.ask('get', '/mine', token)).status).to.equal(200);
    http.clock.advance(2000);
    const late = await http.ask('get', '/mine', token);
    expect([late.status, codeOf(late)]).to.deep.equal([401, 'token-expired']);
  });

  it('ends with the session', async () => {
    const token = http.token('user', 'u3');
    http.ended.add('session of u3');
    const response = await http.ask('get', '/mine', token);
    expect([response.status, codeOf(response)]).to.deep.equal([401, 'session-ended']);
    expect(response.headers['www-authenticate']).to.include('error="invalid_token"');
  });

  it('ends with the account, also where the session is believed to live for a moment', async () => {
    const response = await http.ask('get', '/deleted', http.token('user'));
    expect([response.status, codeOf(response)]).to.deep.equal([401, 'session-ended']);
    const other = await http.ask('get', '/others', http.token('user'));
    expect([other.status, codeOf(other)]).to.deep.equal([404, 'user-not-found']);
  });

  it('keeps users from what is for administrators', async () => {
    const response = await http.ask('get', '/ours', http.token('user'));
    expect([response.status, codeOf(response)]).to.deep.equal([403, 'forbidden']);
    expect(response.headers['www-authenticate']).to.include('error="insufficient_scope"');
  });
});
