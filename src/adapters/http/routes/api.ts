import type { Route } from '../route.js';
import { accountRoutes } from './account.js';
import { adminRoutes } from './admin.js';
import { broadcastRoutes } from './broadcasts.js';
import { meRoutes } from './me.js';
import { movementRoutes } from './movement.js';
import { notificationRoutes } from './notifications.js';
import { serviceRoutes } from './service.js';
import type { ServiceFacts } from './service.js';
import { waterRoutes } from './water.js';

/** Every route of the REST API. */
export function apiRoutes(facts: ServiceFacts): readonly Route[] {
  return [
    ...serviceRoutes(facts),
    ...accountRoutes,
    ...meRoutes,
    ...waterRoutes,
    ...movementRoutes,
    ...notificationRoutes,
    ...adminRoutes,
    ...broadcastRoutes,
  ];
}
