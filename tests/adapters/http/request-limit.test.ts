import { expect } from 'chai';
import { route } from '../../../src/adapters/http/route.js';
import { openHttp } from './harness.js';
import type { Harness } from './harness.js';

const common = {
  summary: 's',
  tag: 't',
  answers: { 200: { description: 'd' } },
  errors: [],
  handle: () => Promise.resolve({ status: 200, body: {} }),
} as const;
const ROUTES = [
  route({ ...common, method: 'GET', path: '/open', operationId: 'a', access: 'public' }),
  route({ ...common, method: 'POST', path: '/join', operationId: 'b', access: 'public', limit: 'registrations' }),
  route({ ...common, method: 'GET', path: '/mine', operationId: 'c', access: 'user' }),
  route({ ...common, method: 'GET', path: '/probe', operationId: 'd', access: 'public', limit: 'none' }),
];

describe('the limit of requests', () => {
  let http: Harness;
  beforeEach(() => {
    http = openHttp(ROUTES, { requestLimit: 3, registerLimit: 2 });
  });
  afterEach(() => http.close());
  const times = async (n: number, path: string, token?: string): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (let i = 0; i < n; i += 1) statuses.push((await http.ask('get', path, token)).status);
    return statuses;
  };

  it('is told with every answer, and with 429 when to come again', async () => {
    const first = await http.ask('get', '/open');
    expect(first.headers).to.include({ 'ratelimit-limit': '3', 'ratelimit-remaining': '2', 'ratelimit-reset': '60' });
    await times(2, '/open');
    http.clock.advance(20_000);
    const refused = await http.ask('get', '/open');
    expect(refused.status).to.equal(429);
    expect(refused.headers).to.include({ 'retry-after': '40', 'ratelimit-remaining': '0' });
    http.clock.advance(40_000);
    expect(await times(1, '/open')).to.deep.equal([200]);
  });

  it('is one of each user, whatever the address, and of an address without a user', async () => {
    expect(await times(4, '/mine', http.token('user', 'u1'))).to.deep.equal([200, 200, 200, 429]);
    expect(await times(1, '/mine', http.token('user', 'u2'))).to.deep.equal([200]);
    expect(await times(1, '/open')).to.deep.equal([200]);
  });

  it('counts guesses of tokens for their address', async () => {
    expect(await times(4, '/mine', 'guess')).to.deep.equal([401, 401, 401, 429]);
    expect(await times(1, '/mine', http.token('user'))).to.deep.equal([200]);
  });

  it('is a narrower one for registrations', async () => {
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await http.ask('post', '/join')).status);
    expect(statuses).to.deep.equal([200, 200, 429]);
  });

  it('leaves probes alone', async () => {
    expect(await times(5, '/probe')).to.deep.equal([200, 200, 200, 200, 200]);
  });
});

describe('the limit of an address behind proxies', () => {
  const statuses = async (trustProxy: number, ...forwarded: readonly string[]): Promise<readonly number[]> => {
    const http = openHttp(ROUTES, { requestLimit: 2, trustProxy });
    const found: number[] = [];
    for (const addresses of forwarded) {
      found.push((await http.ask('get', '/open').set('X-Forwarded-For', addresses)).status);
    }
    await http.close();
    return found;
  };

  it('is not fooled by a forged X-Forwarded-For', async () => {
    expect(await statuses(0, '6.6.6.6', '7.7.7.7', '8.8.8.8')).to.deep.equal([200, 200, 429]);
    expect(await statuses(1, '6.6.6.6, 203.0.113.9', '7.7.7.7, 203.0.113.9', '8.8.8.8, 203.0.113.9')).to.deep.equal([
      200, 200, 429,
    ]);
  });

  it('is one of each client whom a trusted proxy tells', async () => {
    expect(await statuses(1, '203.0.113.7', '203.0.113.8', '203.0.113.9')).to.deep.equal([200, 200, 200]);
  });

  it('is one of a /64 of IPv6', async () => {
    expect(await statuses(1, '2001:db8::1', '2001:db8::2', '2001:db8::3')).to.deep.equal([200, 200, 429]);
  });
});
