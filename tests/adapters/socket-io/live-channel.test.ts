import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { SocketCluster } from '../../../src/adapters/socket-io/socket-cluster.js';
import { SocketIoLiveChannel } from '../../../src/adapters/socket-io/socket-io-live-channel.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { PostOffice } from '../../application/notification/post-office.js';
import { liveChannelContract, type OpenedLiveChannel } from '../../contracts/live-channel.contract.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith, uniqueName } from '../../servers.js';
import { RealtimeNode } from './realtime-node.js';

/** Devices connect to the nodes in turn; the channel is the office's own. */
function opened(
  office: PostOffice<SocketIoLiveChannel>,
  nodes: readonly RealtimeNode[],
): Omit<OpenedLiveChannel, 'close'> {
  const acknowledged: string[] = [];
  office.acknowledge.execute = ({ id }) => {
    acknowledged.push(id);
    return Promise.resolve();
  };
  let turn = 0;
  return {
    port: office.live,
    acknowledged,
    connect: (who, silent = false) => {
      turn += 1;
      return nodes[turn % nodes.length]!.connect(who, { silent });
    },
  };
}

describe('SocketIoLiveChannel', () => {
  liveChannelContract('one process', async () => {
    const cluster = new SocketCluster(new SystemClock(), quietLog);
    const office = new PostOffice(new SocketIoLiveChannel(cluster));
    const node = await RealtimeNode.open(cluster, office);
    return {
      ...opened(office, [node]),
      close: async () => {
        await node.close();
        await cluster.close();
        office.close();
      },
    };
  });
});

describeWith('redis', 'SocketIoLiveChannel through Redis', (url) => {
  liveChannelContract('three processes, one without sockets', async () => {
    const prefix = `${uniqueName()}:`;
    const processes = await Promise.all(
      [1, 2, 3].map(async () => {
        const connections = new RedisConnections(url, new SystemClock(), quietLog);
        await connections.start();
        const link = { publisher: connections.requests, subscriber: connections.dedicate(), prefix };
        const cluster = new SocketCluster(new SystemClock(), quietLog, link);
        await cluster.ready();
        return { connections, cluster };
      }),
    );
    const [worker, ...realtime] = processes;
    const office = new PostOffice(new SocketIoLiveChannel(worker!.cluster));
    const nodes = await Promise.all(realtime.map(({ cluster }) => RealtimeNode.open(cluster, office)));
    return {
      ...opened(office, nodes),
      close: async () => {
        await Promise.all(nodes.map((node) => node.close()));
        for (const { connections, cluster } of processes) {
          await cluster.close();
          await connections.stop();
        }
        office.close();
      },
    };
  });
});
