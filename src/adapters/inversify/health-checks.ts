import type { Container } from 'inversify';
import type { Settings } from '../config/settings.js';
import type { HealthCheck } from '../http/health.js';
import { EMBEDDED_DATABASE } from './embedded-modules.js';
import { MONGO } from './mongo-module.js';
import { REDIS } from './redis-module.js';
import { EVENT_LOG, JOB_QUEUE, STARTUP } from './tokens.js';
import { GROUPS } from './working-parts.js';

/** What readiness asks. */
export function healthChecks(container: Container, { role, mongo, redis }: Settings): readonly HealthCheck[] {
  const log = container.get(EVENT_LOG);
  const queue = container.get(JOB_QUEUE);
  return [
    { name: 'startup', check: () => Promise.resolve(container.get(STARTUP).done) },
    mongo === undefined
      ? { name: 'store', check: () => Promise.resolve(container.get(EMBEDDED_DATABASE).healthy()) }
      : { name: 'store', check: () => container.get(MONGO).healthy() },
    { name: 'event-log', check: () => log.healthy() },
    ...GROUPS[role].map((group) => ({
      name: `consumer ${group}`,
      check: () => Promise.resolve(log.consumers().some((consumer) => consumer.group === group && consumer.moving)),
    })),
    { name: 'job-queue', check: () => queue.healthy() },
    ...(redis === undefined ? [] : [{ name: 'redis', check: () => container.get(REDIS).healthy() }]),
  ];
}
