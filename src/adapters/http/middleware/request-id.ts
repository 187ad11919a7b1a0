import type { IdGenerator } from '../../../application/ports/id-generator.js';
import type { Step } from '../request-state.js';

const SANE = /^[\w.-]{1,64}$/;

/** Names the request, by the name it came with if that is a sane one, so that answer and log can be joined. */
export function requestId(ids: IdGenerator): Step {
  return (ctx, next) => {
    const given = ctx.get('X-Request-Id');
    ctx.state.requestId = SANE.test(given) ? given : ids.next();
    ctx.set('X-Request-Id', ctx.state.requestId);
    return next();
  };
}
