import type { KeyObject } from 'node:crypto';
import jwt from 'koa-jwt';
import type { CheckAccess } from '../../../application/identity/check-access.js';
import { principalOf, type Principal } from '../../../application/ports/access-tokens.js';
import type { Clock } from '../../../application/ports/clock.js';
import { CHALLENGE, HttpProblem } from '../problem.js';
import type { Context } from '../request-state.js';

export interface TokenRules {
  readonly key: KeyObject;
  readonly issuer: string;
  readonly audience: string;
}

export type Authenticate = (ctx: Context) => Promise<Principal>;

/**
 * Reads the bearer token: signature, algorithm, issuer, audience and expiry by koa-jwt, then whether its session still
 * lives. The key is a KeyObject; a string would cost fifty times as much a verification.
 * @throws HttpProblem 401
 */
export function authentication(
  rules: TokenRules,
  checkAccess: Pick<CheckAccess, 'execute'>,
  clock: Clock,
): Authenticate {
  const verify = jwt({
    // The types of koa-jwt do not know KeyObject; jsonwebtoken below it does.
    secret: rules.key as unknown as Buffer,
    algorithms: ['HS256'],
    issuer: rules.issuer,
    audience: rules.audience,
    key: 'claims',
    // Handed through to jsonwebtoken, which would take the time from the system.
    get clockTimestamp() {
      return Math.floor(clock.now() / 1000);
    },
  } as jwt.Options);
  return async (ctx) => {
    if (!/^bearer(\s|$)/i.test(ctx.get('Authorization'))) {
      throw new HttpProblem('unauthenticated', 'Send an access token: Authorization: Bearer …');
    }
    await (verify(ctx, () => Promise.resolve()) as Promise<void>).catch((error: unknown) => {
      throw refusal(error);
    });
    const principal = principalOf((ctx.state as { claims?: unknown }).claims, clock.now());
    if (principal === undefined) throw invalidToken('invalid-token', 'The access token is not valid.');
    if (!(await checkAccess.execute(principal))) throw sessionEnded();
    return principal;
  };
}

export function sessionEnded(): HttpProblem {
  return invalidToken('session-ended', 'The session has ended: sign in again.');
}

function refusal(error: unknown): HttpProblem {
  const { originalError } = error as { originalError?: Error };
  return originalError?.name === 'TokenExpiredError'
    ? invalidToken('token-expired', 'The access token has expired.')
    : invalidToken('invalid-token', 'The access token is not valid.');
}

function invalidToken(code: 'invalid-token' | 'token-expired' | 'session-ended', detail: string): HttpProblem {
  const challenge = `${CHALLENGE}, error="invalid_token", error_description="${detail}"`;
  return new HttpProblem(code, detail, { status: 401, headers: { 'WWW-Authenticate': challenge } });
}
