import type Router from '@koa/router';
import { HttpProblem } from '../problem.js';
import type { RequestState, Step } from '../request-state.js';
import type { Method, Route } from '../route.js';

/** Methods by path, of the paths without parameters: `/things/all` is not the thing `all`. */
export type FixedPaths = ReadonlyMap<string, readonly Method[]>;

export function fixedPaths(routes: readonly Route[]): FixedPaths {
  const fixed = new Map<string, readonly Method[]>();
  for (const { path, method } of routes) if (!path.includes(':')) fixed.set(path, [...(fixed.get(path) ?? []), method]);
  return fixed;
}

/** Keeps a route with parameters from taking a path of its own. */
export function refuseFixed(fixed: FixedPaths): Step {
  return (ctx, next) => {
    const methods = fixed.get(ctx.path);
    if (methods !== undefined) throw methodNotAllowed(methods);
    return next();
  };
}

/** What no route took: 405 if another method is known at this address, else 404. */
export function unrouted(router: Router<RequestState>, fixed: FixedPaths): Step {
  return (ctx) => {
    const methods = fixed.get(ctx.path) ?? router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods);
    throw methods.length === 0
      ? new HttpProblem('not-found', 'There is nothing at this address.')
      : methodNotAllowed(methods);
  };
}

function methodNotAllowed(methods: readonly string[]): HttpProblem {
  const all = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  const Allow = [...new Set(all)].sort().join(', ');
  return new HttpProblem('method-not-allowed', `This address takes ${Allow}.`, { headers: { Allow } });
}
