import { createSecretKey } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createVerifier } from 'fast-jwt';
import { jwtVerify } from 'jose';
import jwt from 'jsonwebtoken';
import Koa from 'koa';
import { authentication } from '../../src/adapters/http/middleware/authentication.js';
import type { RequestState } from '../../src/adapters/http/request-state.js';
import { JwtAccessTokens } from '../../src/adapters/system/jwt-access-tokens.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { CPU, goal, measureAsync, quartiles } from '../measure.js';
import { spread } from '../realtime/machine.js';

const MOST_MICROSECONDS = 30;
const TOKENS = 2000;

/** What it costs to find out who asks: ours as sockets and as HTTP do it, beside the libraries alone. */
export async function measureVerification(rounds: number): Promise<void> {
  const secret = Buffer.from('a secret of at least thirty-two bytes');
  const key = createSecretKey(secret);
  const rules = { key, issuer: 'streakline', audience: 'streakline-api' };
  const clock = new SystemClock();
  const tokens = new JwtAccessTokens(rules, clock);
  const token = tokens.issue({ userId: 'u', sessionId: 's', role: 'user', expiresAt: clock.now() + 900_000 });
  const ofLibrary = { issuer: rules.issuer, audience: rules.audience, algorithms: ['HS256' as const] };
  const fast = createVerifier({
    key: secret,
    algorithms: ['HS256'],
    allowedIss: rules.issuer,
    allowedAud: rules.audience,
  });
  const authenticate = authentication(rules, { execute: () => Promise.resolve(true) }, clock);
  const app = new Koa<RequestState>();
  const request = new IncomingMessage(new Socket());
  request.headers.authorization = `Bearer ${token}`;
  const response = new ServerResponse(request);

  const contenders: Readonly<Record<string, () => unknown>> = {
    'ours, of a socket': () => tokens.verify(token),
    'ours, of a socket, a twin': () => tokens.verify(token),
    'ours, of a request': () => authenticate(app.createContext(request, response)),
    'jsonwebtoken, KeyObject': () => jwt.verify(token, key, ofLibrary),
    'fast-jwt, without its cache': () => fast(token) as unknown,
    'jose, KeyObject': () => jwtVerify(token, key, ofLibrary),
  };
  const times = await measureAsync(
    Object.entries(contenders).map(([name, verify]) => ({
      name,
      pieces: TOKENS,
      run: async () => {
        for (let count = 0; count < TOKENS; count += 1) await verify();
      },
    })),
    rounds,
    CPU,
  );
  console.log(`\nverification of an access token, µs of processor, median of ${rounds} interleaved rounds [quartiles]`);
  for (const [name, spent] of times) {
    const microseconds = spent.map((nanoseconds) => nanoseconds / 1000);
    const { median, low } = quartiles(microseconds);
    console.log(`${name.padEnd(34)} ${spread(microseconds)}`);
    if (!name.startsWith('ours') || name.endsWith('twin')) continue;
    goal(`${name}: ≤ ${MOST_MICROSECONDS} µs: ${median.toFixed(1)}`, low <= MOST_MICROSECONDS);
  }
}
