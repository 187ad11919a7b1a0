/** One message to the many devices of a user, each of which acknowledges: bare socket.io, or our sockets. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { notificationView } from '../../src/application/notification/notification-view.js';
import { draft } from '../../src/domain/notification/notification.js';
import { SocketCluster } from '../../src/adapters/socket-io/socket-cluster.js';
import { SocketIoLiveChannel } from '../../src/adapters/socket-io/socket-io-live-channel.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { RealtimeNode } from '../../tests/adapters/socket-io/realtime-node.js';
import { PostOffice } from '../../tests/application/notification/post-office.js';
import { quietLog } from '../../tests/quiet-log.js';
import { answer } from './child.js';
import { notification, text } from './message.js';

const ACKNOWLEDGED_WITHIN_MS = 10_000;

interface Burst {
  readonly userIds: readonly string[];
  readonly first: number;
  readonly count: number;
}

interface Node {
  /** The address of the sockets; `devices` of a user at most. */
  readonly listen: (devices: number) => Promise<string>;
  /** Makes what is to be sent, outside of what is measured. */
  readonly prepare: (burst: Burst) => Promise<void>;
  readonly push: (userId: string, number: number) => void;
}

/** Messages: of bare socket.io when all devices have acknowledged one, of ours when the store has heard of it. */
let acknowledgements = 0;

function bare(): Node {
  const io = new Server({ serveClient: false });
  io.on('connection', (socket) => {
    const { token } = socket.handshake.auth as { token: string };
    void socket.join(`user:${(JSON.parse(token) as { userId: string }).userId}`);
  });
  return {
    listen: async () => {
      const http = createServer().listen(0, '127.0.0.1');
      io.attach(http, { perMessageDeflate: false });
      await new Promise((resolve) => http.once('listening', resolve));
      return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    },
    prepare: () => Promise.resolve(),
    push: (userId, number) => {
      io.to(`user:${userId}`)
        .timeout(ACKNOWLEDGED_WITHIN_MS)
        .emit('notification', notification(userId, number), (error: unknown) => {
          if (error === null) acknowledgements += 1;
        });
    },
  };
}

/** @param storing whether what is acknowledged is written down: bare socket.io has no store */
function ours(storing: boolean): Node {
  const cluster = new SocketCluster(new SystemClock(), quietLog);
  const office = new PostOffice(new SocketIoLiveChannel(cluster));
  const acknowledge = office.acknowledge.execute.bind(office.acknowledge);
  office.acknowledge.execute = (acknowledged) => {
    acknowledgements += 1;
    return storing ? acknowledge(acknowledged) : Promise.resolve();
  };
  const views = new Map<number, ReturnType<typeof notificationView>>();
  return {
    listen: async (devices) => (await RealtimeNode.open(cluster, office, undefined, devices)).url,
    prepare: async ({ userIds, first, count }) => {
      for (let number = first; number < first + count; number += 1) {
        const userId = userIds[number % userIds.length] ?? '';
        const content = {
          id: office.ids.next(),
          userId,
          key: null,
          expiresAt: null,
          type: 'message',
          published: true,
        } as const;
        const made = draft({ ...content, message: text(number), createdAt: office.clock.now() });
        views.set(number, notificationView(await office.notifications.add(made)));
      }
    },
    push: (userId, number) => {
      const view = views.get(number);
      views.delete(number);
      if (view !== undefined) cluster.push(userId, view);
    },
  };
}

const contender = process.argv[2] ?? '';
const node = contender.startsWith('ours') ? ours(!contender.includes('store aside')) : bare();

answer({
  listen: node.listen,
  prepare: async (burst: Burst) => {
    await node.prepare(burst);
    // What is left of preparing is not collected at the expense of sending.
    globalThis.gc?.();
  },
  /** In bursts of one message a user, as fast as the loop turns. */
  send: async ({ userIds, first, count }: Burst) => {
    for (let number = first; number < first + count; number += 1) {
      node.push(userIds[number % userIds.length] ?? '', number);
      if (number % userIds.length === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  },
  acknowledgements: () => acknowledgements,
});
