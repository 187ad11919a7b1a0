import type { Log } from '../../../application/ports/log.js';
import { isUnavailable } from '../../../domain/errors.js';
import { problemAnswer } from '../problem.js';
import type { Step } from '../request-state.js';

/**
 * Every error leaves as RFC 9457. What is nobody's fault outside is logged, and told to nobody; `not-ready` is by the
 * probe.
 */
export function problems(log: Log): Step {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const { body, headers } = problemAnswer(error, ctx.state.requestId);
      if (body.status >= 500 && body.code !== 'not-ready') {
        const fields = { requestId: body.requestId, code: body.code, method: ctx.method, route: ctx.state.route };
        // Every request fails so while something is away: no stack, which would say nothing new.
        if (isUnavailable(error)) log.warn({ ...fields, cause: causeOf(error) }, 'request failed');
        else log.error({ ...fields, error }, 'request failed');
      }
      ctx.status = body.status;
      ctx.set(headers);
      ctx.body = JSON.stringify(body);
      ctx.type = 'application/problem+json';
    }
  };
}

function causeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error.message) : error;
  return String(cause);
}
