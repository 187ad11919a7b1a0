import type { Container } from 'inversify';
import { CheckAccess } from '../../application/identity/check-access.js';
import type { Settings } from '../config/settings.js';
import { createApp, createOperationsApp } from '../http/app.js';
import type { AppServices } from '../http/app.js';
import { Health } from '../http/health.js';
import { HttpServer } from '../http/http-server.js';
import { Metrics } from '../http/metrics.js';
import { apiRoutes } from '../http/routes/api.js';
import type { Part } from './part.js';
import { healthChecks } from './server-parts.js';
import { CLOCK, IDEMPOTENCY, IDS, LOG, RATE_LIMITER, SECRETS } from './tokens.js';
import { useCases } from './use-cases.js';

/** The HTTP server of `PORT`: with the API, or with probes and metrics alone. */
export function httpServer(container: Container, settings: Settings, withApi: boolean): HttpServer {
  const [clock, metrics] = [container.get(CLOCK), new Metrics()];
  const health = new Health(healthChecks(container, settings), clock);
  const operations = [...health.routes(), metrics.route()];
  const services: AppServices = {
    useCases: useCases(container),
    tokens: settings.tokens,
    checkAccess: container.get(CheckAccess),
    limiter: container.get(RATE_LIMITER),
    metrics,
    idempotency: container.get(IDEMPOTENCY),
    secrets: container.get(SECRETS),
    ids: container.get(IDS),
    clock,
    log: container.get(LOG),
  };
  const { realtimeUrl } = settings.http;
  const app = withApi
    ? createApp(
        [...operations, ...apiRoutes({ version: settings.version, realtimeUrl })],
        settings.http,
        services,
        settings.version,
      )
    : createOperationsApp(operations, services);
  const listener = app.callback();
  return new HttpServer((request, response) => void listener(request, response), {
    port: settings.http.port,
    onDrain: () => {
      health.drain();
    },
  });
}

export function listening(name: string, server: HttpServer): Part {
  return { name, start: () => server.start(), stop: () => server.stop() };
}
