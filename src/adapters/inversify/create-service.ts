import type { Container } from 'inversify';
import type { ProcessRole } from '../config/environment.js';
import type { Settings } from '../config/settings.js';
import type { HttpServer } from '../http/http-server.js';
import { createContainer } from './create-container.js';
import { apiServer, notice, operationsServer } from './http-parts.js';
import { named, Parts, type Part } from './part.js';
import { realtime } from './realtime-part.js';
import { connections } from './connections.js';
import { LOG } from './tokens.js';
import { web } from './web-part.js';
import {
  activationWarning,
  administrator,
  background,
  consumers,
  GROUPS,
  jobs,
  started,
  uptime,
} from './working-parts.js';

type PartsOf = (container: Container, settings: Settings) => readonly Part[];

/** What answers REST calls. */
const rest = (container: Container, settings: Settings, server: HttpServer): readonly Part[] => [
  ...connections(container, settings),
  administrator(container, settings),
  activationWarning(container.get(LOG), settings),
  background(container),
  named('http', server),
];

/** What runs in a process of each role, in the order of starting. Sockets close before the server that they hold open. */
const ROLES: Readonly<Record<ProcessRole, PartsOf>> = {
  all: (container, settings) => {
    const server = apiServer(container, settings);
    return [
      ...rest(container, settings, server),
      realtime(container, settings, server),
      consumers(container, GROUPS.all),
      jobs(container),
      uptime(container),
      web(settings),
      notice(server),
    ];
  },
  api: (container, settings) => {
    const server = apiServer(container, settings);
    return [...rest(container, settings, server), uptime(container), notice(server)];
  },
  realtime: (container, settings) => {
    const server = operationsServer(container, settings);
    return [
      ...connections(container, settings),
      named('http', server),
      realtime(container, settings, server),
      consumers(container, GROUPS.realtime),
      notice(server),
    ];
  },
  worker: (container, settings) => [
    ...connections(container, settings),
    background(container),
    named('http', operationsServer(container, settings)),
    consumers(container, GROUPS.worker),
    jobs(container),
  ],
  web: (container, settings) => {
    const server = operationsServer(container, settings, []);
    return [named('http', server), web(settings), notice(server)];
  },
};

/** The process that the settings describe, ready to start. */
export function createService(settings: Settings): Parts {
  const container = createContainer(settings);
  return new Parts([...ROLES[settings.role](container, settings), started(container, settings)], container.get(LOG));
}
