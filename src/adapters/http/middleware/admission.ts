import { CHALLENGE, HttpProblem } from '../problem.js';
import type { Context, Step } from '../request-state.js';
import type { Route } from '../route.js';
import type { Authenticate } from './authentication.js';
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
    await next();
  };
}

async function recognise(ctx: Context, authenticate: Authenticate): Promise<Error | undefined> {
  try {
    ctx.state.principal = await authenticate(ctx);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
