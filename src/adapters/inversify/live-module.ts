import { ContainerModule } from 'inversify';
import type { Settings } from '../config/settings.js';
import { SocketCluster } from '../socket-io/socket-cluster.js';
import { SocketIoLiveChannel } from '../socket-io/socket-io-live-channel.js';
import { REDIS } from './redis-module.js';
import { CLOCK, LIVE_CHANNEL, LOG, token } from './tokens.js';

export const SOCKET_CLUSTER = token<SocketCluster>('SocketCluster');

/** The way to all open sockets: within the process, or through Redis to those of others. */
export function liveModule({ redis }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(SOCKET_CLUSTER).toDynamicValue((c) => {
      if (redis === undefined) return new SocketCluster(c.get(CLOCK), c.get(LOG));
      const connections = c.get(REDIS);
      const link = { publisher: connections.patient, subscriber: connections.dedicate(), prefix: redis.prefix };
      return new SocketCluster(c.get(CLOCK), c.get(LOG), link);
    });
    bind(LIVE_CHANNEL).toDynamicValue((c) => new SocketIoLiveChannel(c.get(SOCKET_CLUSTER)));
  });
}
