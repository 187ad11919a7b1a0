/** One process of a cluster on one of the adapters: a node with sockets, or the one that sends; or bare socket.io. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter';
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import type { NotificationView } from '../../src/application/notification/notification-view.js';
import { SocketCluster } from '../../src/adapters/socket-io/socket-cluster.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { answer } from './child.js';
import { memory } from './memory.js';
import { notification, now } from './message.js';

const [, , contender = '', url = '', prefix = ''] = process.argv;
const connection = (): Redis => new Redis(url, { maxRetriesPerRequest: null }).on('error', () => undefined);

interface Load {
  readonly users: number;
  readonly first?: number;
  readonly count: number;
  readonly perSecond: number;
}

interface Node {
  readonly io: Server;
  readonly push: (userId: string, notification: NotificationView) => void;
  readonly hold: (userId: string) => void;
}

/** Messages go to the room of a user, as the library has it. */
function onRooms(adapter: unknown): Node {
  const io = new Server({ serveClient: false, ...(adapter === undefined ? {} : { adapter: adapter as never }) });
  return {
    io,
    push: (userId, said) => io.to(`user:${userId}`).emit('notification', said),
    hold: () => undefined,
  };
}

/** Every node hears every message, and looks for the user itself. */
function onEveryNode(): Node {
  const io = new Server({
    serveClient: false,
    adapter: createAdapter(connection(), connection(), { key: prefix }) as never,
  });
  io.on('push', (userId: string, said: NotificationView) => {
    io.local.to(`user:${userId}`).emit('notification', said);
  });
  return { io, push: (userId, said) => io.serverSideEmit('push', userId, said), hold: () => undefined };
}

function ours(): Node {
  const log = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };
  const link = { publisher: connection(), subscriber: connection(), prefix };
  const cluster = new SocketCluster(new SystemClock(), log, link);
  const io = cluster.io as unknown as Server;
  cluster.onPush((userId, said) => {
    io.local.to(`user:${userId}`).emit('notification', said);
  });
  return {
    io,
    push: (userId, said) => {
      cluster.push(userId, said);
    },
    hold: (userId) => {
      cluster.hold(userId);
    },
  };
}

const CONTENDERS: Readonly<Record<string, () => Node>> = {
  'pub/sub, serverSideEmit': onEveryNode,
  'pub/sub': () => onRooms(createAdapter(connection(), connection(), { key: prefix })),
  sharded: () => onRooms(createShardedAdapter(connection(), connection(), { channelPrefix: prefix })),
  streams: () => onRooms(createStreamsAdapter(connection(), { streamName: prefix, channelPrefix: prefix })),
  ours,
  'bare socket.io': () => onRooms(undefined),
};

const started = CONTENDERS[contender.replace(/ \(twin\)$/, '')]?.();
if (started === undefined) throw new Error(`no contender ${contender}`);
const node = started;
node.io.on('connection', (socket) => {
  const { userId } = socket.handshake.auth as { userId: string };
  void socket.join(`user:${userId}`);
  node.hold(userId);
});

answer({
  memory,
  listen: async () => {
    const http = createServer().listen(0, '127.0.0.1');
    node.io.attach(http, { perMessageDeflate: false });
    await new Promise((resolve) => http.once('listening', resolve));
    return (http.address() as AddressInfo).port;
  },
  /** In an open loop: late ones are sent at once, and their lateness counts. */
  send: async ({ users, first = 0, count, perSecond }: Load) => {
    const start = now();
    for (let sent = 0; sent < count;) {
      const due = Math.min(count, Math.ceil(((now() - start) / 1e6) * perSecond));
      for (; sent < due; sent += 1) {
        const userId = String((sent * 7919) % users);
        node.push(userId, notification(userId, first + sent));
      }
      await pause(2);
    }
    return count;
  },
});
