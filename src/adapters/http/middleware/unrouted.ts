import type Router from '@koa/router';
import { HttpProblem } from '../problem.js';
import type { RequestState, Step } from '../request-state.js';

/** What no route took: 405 if another method is known at this address, else 404. */
export function unrouted(router: Router<RequestState>): Step {
  return (ctx) => {
    const methods = router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods);
    if (methods.length === 0) throw new HttpProblem('not-found', 'There is nothing at this address.');
    const Allow = [...new Set(methods)].sort().join(', ');
    throw new HttpProblem('method-not-allowed', `This address takes ${Allow}.`, { headers: { Allow } });
  };
}
