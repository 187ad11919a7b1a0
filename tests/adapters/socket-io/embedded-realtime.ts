import { SocketCluster } from '../../../src/adapters/socket-io/socket-cluster.js';
import { SocketIoLiveChannel } from '../../../src/adapters/socket-io/socket-io-live-channel.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { PostOffice } from '../../application/notification/post-office.js';
import { quietLog } from '../../quiet-log.js';
import { RealtimeNode, TestSessions } from './realtime-node.js';

export interface EmbeddedRealtime {
  readonly cluster: SocketCluster;
  readonly office: PostOffice<SocketIoLiveChannel>;
  readonly node: RealtimeNode;
  readonly sessions: TestSessions;
  readonly close: () => Promise<void>;
}

/** One process with everything in it; Ada and an administrator have accounts. */
export async function openEmbeddedRealtime(): Promise<EmbeddedRealtime> {
  const cluster = new SocketCluster(new SystemClock(), quietLog);
  const office = new PostOffice(new SocketIoLiveChannel(cluster));
  await office.register('ada');
  await office.register('root', 'admin');
  const sessions = new TestSessions();
  const node = await RealtimeNode.open(cluster, office, sessions);
  const close = async (): Promise<void> => {
    await node.close();
    await cluster.close();
    office.close();
  };
  return { cluster, office, node, sessions, close };
}
