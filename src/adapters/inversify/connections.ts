import type { Container } from 'inversify';
import type { Settings } from '../config/settings.js';
import { SmtpMailer } from '../mail/smtp-mailer.js';
import { EMBEDDED_DATABASE } from './embedded-modules.js';
import { KAFKA } from './kafka-module.js';
import { SOCKET_CLUSTER } from './live-module.js';
import { MONGO } from './mongo-module.js';
import { named, sideBySide, type Part } from './part.js';
import { REDIS } from './redis-module.js';
import * as token from './tokens.js';

/** The connections that all the rest needs: to each real server, or the file in their place. */
export function connections(container: Container, { mongo, kafka, redis }: Settings): readonly Part[] {
  const embedded = mongo === undefined || kafka === undefined || redis === undefined;
  return [
    ...(embedded ? [file(container)] : []),
    ...(mongo === undefined ? [] : [store(container)]),
    // Each waits for its server for a while, and then starts without it: an outage of all costs that once.
    sideBySide(
      [
        ...(redis === undefined ? [] : [named('Redis', container.get(REDIS))]),
        ...(kafka === undefined ? [] : [named('Kafka', container.get(KAFKA))]),
        sockets(container),
      ],
      container.get(token.LOG),
    ),
    mail(container),
  ];
}

/** Its indexes are those of the repositories that exist when it starts. */
function store(container: Container): Part {
  for (const repository of [
    token.USERS,
    token.SESSIONS,
    token.ONE_TIME_TOKENS,
    token.ACTIVITY_LOG,
    token.REPORTS,
    token.ALERTS,
    token.IDEMPOTENCY,
    token.WATER_DAYS,
    token.UPTIME,
    token.TRACKING,
    token.TRACKS,
    token.NOTIFICATIONS,
    token.BROADCASTS,
  ]) {
    container.get<unknown>(repository);
  }
  return named('MongoDB', container.get(MONGO));
}

function file(container: Container): Part {
  return {
    name: 'DATA_DIR',
    // Opening it is what fails when another process owns it.
    start: () => void container.get(EMBEDDED_DATABASE),
    stop: () => {
      container.get(EMBEDDED_DATABASE).close();
    },
  };
}

function sockets(container: Container): Part {
  const cluster = container.get(SOCKET_CLUSTER);
  return { name: 'socket cluster', start: () => cluster.ready(), stop: () => cluster.close() };
}

/** Made when something is sent first; its connections are kept open. */
function mail(container: Container): Part {
  return {
    name: 'mail',
    stop: () => {
      const mailer = container.get(token.MAILER);
      if (mailer instanceof SmtpMailer) mailer.close();
    },
  };
}
