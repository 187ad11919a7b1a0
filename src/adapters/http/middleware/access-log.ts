import type { Log } from '../../../application/ports/log.js';
import type { Step } from '../request-state.js';

const PROBES = /^\/(health\/|metrics$)/;

/** One line a request: without its query, which may hold what is nobody's business. */
export function accessLog(log: Log): Step {
  return async (ctx, next) => {
    const start = performance.now();
    try {
      await next();
    } finally {
      const { requestId, route, principal } = ctx.state;
      const ms = Math.round((performance.now() - start) * 10) / 10;
      const level = PROBES.test(ctx.path) ? 'debug' : 'info';
      log[level](
        { requestId, method: ctx.method, route, status: ctx.status, ms, userId: principal?.userId },
        'request',
      );
    }
  };
}
