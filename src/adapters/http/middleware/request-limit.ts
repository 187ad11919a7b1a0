import type { RateLimit, RateLimiter } from '../../../application/ports/rate-limiter.js';
import { networkOf } from '../../../domain/identity/network.js';
import { addressOf } from '../address.js';
import { HttpProblem } from '../problem.js';
import type { Context } from '../request-state.js';
import type { Route } from '../route.js';

export interface RequestLimits {
  /** A minute. */
  readonly requestLimit: number;
  /** An hour, from an address. */
  readonly registerLimit: number;
}

export type Limit = (ctx: Context, route: Route) => Promise<void>;

/** Counts requests of a user, or of an address without one, and tells how many are left. */
export function requestLimit(limiter: RateLimiter, { requestLimit, registerLimit }: RequestLimits): Limit {
  const requests: RateLimit = { name: 'requests', points: requestLimit, seconds: 60 };
  const registrations: RateLimit = { name: 'registrations', points: registerLimit, seconds: 3600 };
  return async (ctx, route) => {
    if (route.limit === 'none') return;
    const address = `address:${networkOf(addressOf(ctx))}`;
    const userId = ctx.state.principal?.userId;
    await take(ctx, limiter, requests, userId === undefined ? address : `user:${userId}`);
    if (route.limit === 'registrations') await take(ctx, limiter, registrations, address);
  };
}

async function take(ctx: Context, limiter: RateLimiter, limit: RateLimit, key: string): Promise<void> {
  const { allowed, remaining, resetAfter } = await limiter.take(limit, key);
  const reset = String(Math.max(0, Math.ceil(resetAfter)));
  ctx.set({
    'RateLimit-Limit': String(limit.points),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': reset,
  });
  if (allowed) return;
  throw new HttpProblem(
    'too-many-requests',
    `Only ${limit.points} ${limit.name} in ${limit.seconds} seconds are answered.`,
    {
      headers: { 'Retry-After': String(Math.max(1, Math.ceil(resetAfter))) },
    },
  );
}
