import { DomainError } from '../../../domain/errors.js';
import { CHALLENGE, HttpProblem } from '../problem.js';
import type { Context, Step } from '../request-state.js';
import type { Route } from '../route.js';
import { sessionEnded, type Authenticate } from './authentication.js';
import type { Limit } from './request-limit.js';

/** Who may come in, and how often. What is refused is counted too, for its address. */
export function admission(route: Route, authenticate: Authenticate, limit: Limit): Step {
  return async (ctx, next) => {
    const refused = route.access === 'public' ? undefined : await recognise(ctx, authenticate);
    await limit(ctx, route);
    if (refused !== undefined) throw refused;
    if (route.access === 'admin' && ctx.state.principal?.role !== 'admin') {
      const headers = { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope"` };
      throw new HttpProblem('forbidden', 'This is for administrators.', { headers });
    }
    await next().catch((error: unknown) => {
      throw isAccountGone(route, error) ? sessionEnded() : error;
    });
  };
}

/** Whoever asks was deleted a moment ago: who else should be unknown, where nobody else is asked for? */
function isAccountGone({ access, errors }: Route, error: unknown): boolean {
  if (!(error instanceof DomainError) || error.code !== 'user-not-found') return false;
  return access === 'user' && !errors.includes('user-not-found');
}

async function recognise(ctx: Context, authenticate: Authenticate): Promise<Error | undefined> {
  try {
    ctx.state.principal = await authenticate(ctx);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
