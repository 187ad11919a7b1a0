import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { removeKeys } from '../../leftovers.js';
import { quietLog } from '../../quiet-log.js';
import { uniqueName } from '../../servers.js';

export interface OpenRedis {
  readonly connections: RedisConnections;
  /** Of this test alone. */
  readonly prefix: string;
  /** Removes what was written under the prefix, and disconnects. */
  readonly close: () => Promise<void>;
}

export async function openRedis(url: string): Promise<OpenRedis> {
  const connections = new RedisConnections(url, new SystemClock(), quietLog);
  const prefix = `${uniqueName()}:`;
  await connections.start();
  const close = async (): Promise<void> => {
    await removeKeys(connections.requests, prefix);
    await connections.stop();
  };
  return { connections, prefix, close };
}
