import type { Log } from '../../../application/ports/log.js';
import { problemAnswer } from '../problem.js';
import type { Step } from '../request-state.js';

/** Every error leaves as RFC 9457. What is nobody's fault outside is logged, and told to nobody. */
export function problems(log: Log): Step {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const { body, headers } = problemAnswer(error, ctx.state.requestId);
      if (body.status >= 500) {
        const level = body.status === 503 ? 'warn' : 'error';
        log[level](
          { requestId: body.requestId, code: body.code, method: ctx.method, route: ctx.state.route, error },
          'request failed',
        );
      }
      ctx.status = body.status;
      ctx.set(headers);
      ctx.body = JSON.stringify(body);
      ctx.type = 'application/problem+json';
    }
  };
}
