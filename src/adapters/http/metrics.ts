import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Step } from './request-state.js';
import type { Route } from './route.js';
import { route } from './route.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus reads: the process, and rate, errors and duration of each route. Others add theirs to `registry`. */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests by method, path template and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Adds the number of open sockets, asked for when it is read. */
  measureSockets(open: () => number): void {
    new Gauge({
      name: 'streakline_sockets',
      help: 'Open sockets of this process',
      registers: [this.registry],
      collect() {
        this.set(open());
      },
    });
  }

  /** Times requests. The label is the template, so that ids make no series of their own. */
  timing(): Step {
    return async (ctx, next) => {
      const start = performance.now();
      try {
        await next();
      } finally {
        const labels = { method: ctx.method, route: ctx.state.route ?? 'unmatched', status: String(ctx.status) };
        this.requests.observe(labels, (performance.now() - start) / 1000);
      }
    };
  }

  route(): Route {
    return route({
      method: 'GET',
      path: '/metrics',
      operationId: 'getProcessMetrics',
      summary: 'What Prometheus reads',
      tag: 'Operations',
      access: 'public',
      limit: 'none',
      answers: { 200: { description: 'Metrics in the text format', mediaTypes: [this.registry.contentType] } },
      errors: [],
      handle: async () => ({ status: 200, body: await this.registry.metrics() }),
    });
  }
}
