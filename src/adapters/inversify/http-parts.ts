import type { Container } from 'inversify';
import { CheckAccess } from '../../application/identity/check-access.js';
import type { Settings } from '../config/settings.js';
import { createApp, createOperationsApp } from '../http/app.js';
import type { AppServices } from '../http/app.js';
import { Health } from '../http/health.js';
import type { HealthCheck } from '../http/health.js';
import { HttpServer } from '../http/http-server.js';
import { measureEvents } from '../http/event-metrics.js';
import { Metrics } from '../http/metrics.js';
import type { Route } from '../http/route.js';
import { apiRoutes } from '../http/routes/api.js';
import { SOCKET_CLUSTER } from './live-module.js';
import type { Part } from './part.js';
import { healthChecks } from './health-checks.js';
import { CLOCK, EVENT_LOG, IDEMPOTENCY, IDS, LOG, RATE_LIMITER, SECRETS } from './tokens.js';
import { useCases } from './use-cases.js';
import { GROUPS } from './working-parts.js';

/** The HTTP server of `PORT` with the API. */
export function apiServer(container: Container, settings: Settings): HttpServer {
  const services: AppServices = {
    useCases: useCases(container),
    tokens: settings.tokens,
    checkAccess: container.get(CheckAccess),
    limiter: container.get(RATE_LIMITER),
    metrics: new Metrics(),
    idempotency: container.get(IDEMPOTENCY),
    secrets: container.get(SECRETS),
    ids: container.get(IDS),
    clock: container.get(CLOCK),
    log: container.get(LOG),
  };
  const facts = { version: settings.version, realtimeUrl: settings.http.realtimeUrl };
  return server(container, settings, healthChecks(container, settings), services.metrics, (operations) =>
    createApp([...operations, ...apiRoutes(facts)], settings.http, services, settings.version),
  );
}

/** The HTTP server of `PORT` with probes and metrics alone, for the roles without an API. */
export function operationsServer(
  container: Container,
  settings: Settings,
  checks = healthChecks(container, settings),
): HttpServer {
  const services = { ids: container.get(IDS), log: container.get(LOG), metrics: new Metrics() };
  return server(container, settings, checks, services.metrics, (operations) =>
    createOperationsApp(operations, services),
  );
}

/** Stops before all others: what balances load is to send nothing new while they stop. */
export function notice(server: HttpServer): Part {
  return { name: 'notice', stop: () => server.drain() };
}

function server(
  container: Container,
  { http, role }: Settings,
  checks: readonly HealthCheck[],
  metrics: Metrics,
  appOf: (operations: readonly Route[]) => Pick<ReturnType<typeof createApp>, 'callback'>,
): HttpServer {
  const health = new Health(checks, container.get(CLOCK), container.get(LOG));
  if (GROUPS[role].length > 0) measureEvents(metrics.registry, container.get(EVENT_LOG), container.get(CLOCK));
  // Who delivers notifications holds the sockets.
  if (GROUPS[role].includes('notification-delivery')) metrics.measureSockets(() => container.get(SOCKET_CLUSTER).open);
  const listener = appOf([...health.routes(), metrics.route()]).callback();
  return new HttpServer((request, response) => void listener(request, response), {
    port: http.port,
    onDrain: () => {
      health.drain();
    },
    noticeMs: http.shutdownNotice * 1000,
  });
}
