import { createShardedAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { within } from '../../application/deadline.js';
import type { NotificationView } from '../../application/notification/notification-view.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
import { AdapterConnection } from './adapter-connection.js';
import { PushChannels, type Push } from './push-channels.js';
import type { SocketServer } from './socket-events.js';

/** How processes reach each other's sockets. Whoever made the connections ends them, after `close()`. */
export interface RedisLink {
  /** Waits for as long as it takes to reconnect: one device may have taken what another has not heard yet. */
  readonly publisher: Redis;
  /** The same, and for this alone. */
  readonly subscriber: Redis;
  /** `REDIS_PREFIX`. */
  readonly prefix: string;
}

/** For those who connect and then never say who they are. */
const CONNECT_TIMEOUT_MS = 10_000;
const READY_DEADLINE_MS = 10_000;
const CLOSE_DEADLINE_MS = 1000;

/**
 * This process's share of all open sockets: of a realtime node its own ones, of other roles none. Without a link it is
 * the only one. Through Redis each room has a channel of its own, so that what is said to a user costs those nodes alone
 * that hold a device of the user. Nothing here relies on history: what is missed is in the store.
 */
export class SocketCluster {
  readonly io: SocketServer;
  private readonly subscriptions: AdapterConnection | undefined;
  private readonly pushes: PushChannels | undefined;
  private take: Push = () => undefined;
  private lost = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly link?: RedisLink,
  ) {
    const options = { serveClient: false, connectTimeout: CONNECT_TIMEOUT_MS };
    if (link === undefined) {
      this.io = new Server(options);
    } else {
      const publications = new AdapterConnection(link.publisher, log);
      const subscriptions = new AdapterConnection(link.subscriber, log);
      const adapter = createShardedAdapter(publications, subscriptions, { channelPrefix: `${link.prefix}socket.io` });
      this.io = new Server({ ...options, adapter });
      this.subscriptions = subscriptions;
      link.subscriber.on('close', () => {
        this.lost = true;
      });
      this.pushes = new PushChannels(publications, subscriptions, `${link.prefix}push:`, (userId, notification) => {
        this.take(userId, notification);
      });
    }
  }

  /** Resolves when this process hears the others; if Redis is away, after ten seconds: it goes on trying. */
  async ready(): Promise<void> {
    await within(READY_DEADLINE_MS, this.clock, this.hears());
  }

  /** Who emits pushed notifications to the sockets of this process. */
  onPush(take: Push): void {
    this.take = take;
  }

  /** False from when this process lost Redis until what `onReturn` was given has been called. */
  get hearsOthers(): boolean {
    return !this.lost;
  }

  /** Called whenever this process hears the others again: what they said in between is lost. */
  onReturn(run: () => void): void {
    const { log, link } = this;
    link?.subscriber.on('ready', () => {
      // Its answer comes behind those to the subscriptions, which are renewed first.
      link.subscriber.ping().then(
        () => {
          run();
          this.lost = false;
        },
        (error: unknown) => {
          log.warn({ error }, 'Redis is away again');
        },
      );
    });
  }

  /** How many sockets are open here. */
  get open(): number {
    return this.io.sockets.sockets.size;
  }

  /** This process holds a device of the user from now on. */
  hold(userId: string): void {
    this.pushes?.open(userId);
  }

  /** It holds none any more. */
  release(userId: string): void {
    this.pushes?.close(userId);
  }

  /** Resolves when it hears what is said to whom it holds, however long Redis takes to answer. */
  async hears(): Promise<void> {
    await this.subscriptions?.answered();
  }

  /** To the sockets of a user on all nodes, each of which waits for the acknowledgements of its own. */
  push(userId: string, notification: NotificationView): void {
    this.take(userId, notification);
    this.pushes?.publish(userId, notification);
  }

  /** Closes the sockets in a room. */
  disconnect(room: string): void {
    this.io.in(room).disconnectSockets(true);
  }

  async close(): Promise<void> {
    await this.io.of('/').adapter.close();
    await within(CLOSE_DEADLINE_MS, this.clock, this.hears());
  }
}
