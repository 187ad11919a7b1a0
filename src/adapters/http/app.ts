import cors from '@koa/cors';
import Router from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import type { CheckAccess } from '../../application/identity/check-access.js';
import type { RateLimiter } from '../../application/ports/rate-limiter.js';
import { addressOf } from './address.js';
import { apiDocs } from './api-docs.js';
import { marked, unmarked } from './list-cursor.js';
import type { Metrics } from './metrics.js';
import { accessLog } from './middleware/access-log.js';
import { admission } from './middleware/admission.js';
import { authentication, type TokenRules } from './middleware/authentication.js';
import { body } from './middleware/body.js';
import { underKey } from './middleware/idempotency.js';
import type { IdempotencyServices } from './middleware/idempotency.js';
import { problems } from './middleware/problems.js';
import { requestId } from './middleware/request-id.js';
import { requestLimit } from './middleware/request-limit.js';
import type { RequestLimits } from './middleware/request-limit.js';
import { fixedPaths, refuseFixed, unrouted } from './middleware/unrouted.js';
import { validation } from './middleware/validation.js';
import { openApi } from './openapi.js';
import type { Context, RequestState, Step } from './request-state.js';
import { respond } from './respond.js';
import type { Route, RouteAnswer } from './route.js';
import type { UseCases } from './use-cases.js';

export interface AppSettings extends RequestLimits {
  readonly corsOrigins: readonly string[];
  readonly trustProxy: number;
}

export interface AppServices extends IdempotencyServices {
  readonly useCases: UseCases;
  readonly tokens: TokenRules;
  readonly checkAccess: Pick<CheckAccess, 'execute'>;
  readonly limiter: RateLimiter;
  readonly metrics: Metrics;
}

const EXPOSED = [
  'Idempotency-Replayed',
  'Location',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
];
const LONGEST_AGENT = 300;
/** Probes and metrics ask none. */
const NO_USE_CASES = {} as UseCases;

/** The REST API over a table of routes, with its document. */
export function createApp(
  routes: readonly Route[],
  settings: AppSettings,
  services: AppServices,
  version: string,
): Koa<RequestState> {
  const app = bareApp(settings, services);
  app.use(crossOrigin(settings.corsOrigins));
  app.use(apiDocs(openApi(routes, version), services.clock));
  const authenticate = authentication(services.tokens, services.checkAccess, services.clock);
  const limit = requestLimit(services.limiter, settings);
  return serve(app, routes, (route) => [
    admission(route, authenticate, limit),
    body(route),
    validation(route),
    execution(route, services),
  ]);
}

/** Probes and metrics alone, for the roles without an API. */
export function createOperationsApp(
  routes: readonly Route[],
  services: Pick<AppServices, 'ids' | 'log' | 'metrics'>,
): Koa<RequestState> {
  return serve(bareApp({ trustProxy: 0 }, services), routes, (route) => [
    validation(route),
    async (ctx) => {
      await respond(ctx, route, await route.handle(inputOf(ctx, services.ids.next()), NO_USE_CASES));
    },
  ]);
}

function bareApp(
  { trustProxy }: Pick<AppSettings, 'trustProxy'>,
  { ids, log, metrics }: Pick<AppServices, 'ids' | 'log' | 'metrics'>,
): Koa<RequestState> {
  const app = new Koa<RequestState>({ proxy: trustProxy > 0, maxIpsCount: trustProxy });
  // Whatever reaches Koa itself happened after the answer had begun: the client went away, or a stream broke.
  app.silent = true;
  app.on('error', (error: unknown) => {
    log.debug({ error }, 'an answer broke off');
  });
  const policy = { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] } };
  const steps = [
    requestId(ids),
    metrics.timing(),
    accessLog(log),
    problems(log),
    helmet({ contentSecurityPolicy: policy }) as Step,
  ];
  for (const step of steps) app.use(step);
  return app;
}

function serve(
  app: Koa<RequestState>,
  routes: readonly Route[],
  stepsOf: (route: Route) => readonly Step[],
): Koa<RequestState> {
  const router = new Router<RequestState>({ strict: true, sensitive: true });
  const fixed = fixedPaths(routes);
  for (const route of routes) {
    const named: Step = (ctx, next) => {
      ctx.state.route = route.path;
      ctx.set('Cache-Control', 'no-store');
      return next();
    };
    const guard = route.path.includes(':') ? [refuseFixed(fixed)] : [];
    router.register(route.path, [route.method], [...guard, named, ...stepsOf(route)]);
  }
  app.use(router.routes() as Step);
  app.use(unrouted(router, fixed));
  return app;
}

function crossOrigin(origins: readonly string[]): Step {
  const any = origins.includes('*');
  return cors({
    origin: (ctx) => (any ? '*' : (origins.find((known) => known === ctx.get('Origin')) ?? '')),
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-Id'],
    exposeHeaders: EXPOSED,
    maxAge: 600,
  }) as Step;
}

function execution(route: Route, services: AppServices): Step {
  return async (ctx) => {
    const execute = async (newId: string): Promise<RouteAnswer> =>
      marked(ctx.path, await route.handle(inputOf(ctx, newId), services.useCases));
    await respond(ctx, route, await underKey(ctx, route, services, execute));
  };
}

function inputOf(ctx: Context, newId: string): Parameters<Route['handle']>[0] {
  const { principal, params, query, body, stream, requestId } = ctx.state;
  return {
    principal,
    params,
    query: unmarked(ctx.path, query),
    body,
    stream: stream ?? ctx.req,
    newId,
    ip: addressOf(ctx),
    userAgent: ctx.get('User-Agent').slice(0, LONGEST_AGENT) || null,
    requestId,
    origin: `${ctx.protocol}://${ctx.host || 'localhost'}`,
  };
}
