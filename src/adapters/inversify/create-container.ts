import { Container } from 'inversify';
import type { Settings } from '../config/settings.js';
import { broadcastModule } from './broadcast-module.js';
import { channelModule } from './channel-module.js';
import { embeddedDatabase, embeddedEvents, embeddedMemory, embeddedStore } from './embedded-modules.js';
import { hydrationModule } from './hydration-module.js';
import { identityModule } from './identity-module.js';
import { insightModule } from './insight-module.js';
import { kafkaModule } from './kafka-module.js';
import { liveModule } from './live-module.js';
import { mongoModule } from './mongo-module.js';
import { movementModule } from './movement-module.js';
import { notificationModule } from './notification-module.js';
import { redisModule } from './redis-module.js';
import { systemModule } from './system-module.js';

/**
 * Everything a process can be asked for, on the technologies that the settings name. Each thing is made once, when it is
 * first asked for.
 */
export function createContainer(settings: Settings): Container {
  const { mongo, kafka, redis } = settings;
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(
    systemModule(settings),
    embeddedDatabase(settings),
    mongo === undefined ? embeddedStore : mongoModule(mongo.url),
    kafka === undefined ? embeddedEvents : kafkaModule(kafka),
    redis === undefined ? embeddedMemory : redisModule(redis.url, redis.prefix),
    liveModule(settings),
    identityModule(settings),
    hydrationModule(settings),
    movementModule(settings),
    notificationModule(settings),
    broadcastModule,
    insightModule(settings),
    channelModule(settings),
  );
  return container;
}
