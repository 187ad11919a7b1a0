import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Background } from '../../application/background.js';
import type { AcknowledgeNotification } from '../../application/notification/acknowledge-notification.js';
import type { CatchUpDevice } from '../../application/notification/catch-up-device.js';
import type { TellUnread } from '../../application/notification/tell-unread.js';
import type { Principal } from '../../application/ports/access-tokens.js';
import type { Clock } from '../../application/ports/clock.js';
import type { IdGenerator } from '../../application/ports/id-generator.js';
import type { Log } from '../../application/ports/log.js';
import { Acknowledgements } from './acknowledgements.js';
import { ClientEventHandlers, type ClientUseCases } from './client-events.js';
import { Device, type Send } from './device.js';
import { Devices } from './devices.js';
import { allowsOrigin } from './origin-rule.js';
import { PresenceHeartbeat, type PresenceUseCases } from './presence-heartbeat.js';
import { Seats } from './seats.js';
import { sendNotification } from './send-notification.js';
import { Sentry, type VerifyAccess } from './sentry.js';
import type { SocketCluster } from './socket-cluster.js';
import { ADMINISTRATORS, roomOfSession, roomOfUser, type ClientSocket } from './socket-events.js';

export interface RealtimeUseCases extends ClientUseCases, PresenceUseCases {
  readonly catchUpDevice: CatchUpDevice;
  readonly acknowledgeNotification: AcknowledgeNotification;
  readonly tellUnread: TellUnread;
}

export interface RealtimeSettings {
  /** `CORS_ORIGINS`. */
  readonly corsOrigins: readonly string[];
  /** `SOCKETS_PER_USER`. */
  readonly socketsPerUser: number;
  /** s */
  readonly ackTimeout: number;
  /** s */
  readonly presenceTtl: number;
}

/** Above this a connection is closed; far below it an event is still answered. */
const LARGEST_MESSAGE_BYTES = 512 * 1024;
/** So long a device waits for Redis before it is sent what there is. */
const HEAR_DEADLINE_MS = 1000;
const CATCH_UP_AGAIN_MS = 5000;
const FAREWELL_MS = 1000;

/** The sockets of this process: who may open one, and what it hears first. */
export class RealtimeServer {
  private readonly devices: Devices;
  private readonly background: Background;
  private readonly sentry: Sentry;
  private readonly acknowledgements: Acknowledgements;
  private readonly heartbeat: PresenceHeartbeat;
  private readonly clientEvents: ClientEventHandlers;
  private readonly transports = new Set<Duplex>();
  private stopping = false;

  constructor(
    private readonly cluster: SocketCluster,
    verify: VerifyAccess,
    private readonly useCases: RealtimeUseCases,
    private readonly settings: RealtimeSettings,
    ids: IdGenerator,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.sentry = new Sentry(verify, new Seats(settings.socketsPerUser), clock, log);
    this.background = new Background(log);
    this.devices = new Devices(this.send);
    const { background, devices } = this;
    this.acknowledgements = new Acknowledgements(useCases.acknowledgeNotification, background);
    const ttlMs = settings.presenceTtl * 1000;
    this.heartbeat = new PresenceHeartbeat(ids.next(), devices, useCases, ttlMs, background, clock, log);
    this.clientEvents = new ClientEventHandlers(useCases, background, ids, clock, log);
    cluster.onPush((userId, notification) => {
      this.devices.offer(userId, notification);
    });
    cluster.onReturn(() => {
      this.returned(this.devices.all());
    });
    cluster.io.use((socket, next) => {
      this.admit(socket).then(() => {
        next();
      }, next);
    });
    cluster.io.on('connection', (socket) => {
      this.connected(socket);
    });
  }

  /** Listens where the HTTP server does, under `/socket.io`. Once, before that listens. */
  attach(server: HttpServer): void {
    const { corsOrigins } = this.settings;
    server.on('upgrade', (_request, transport) => {
      this.transports.add(transport);
      transport.once('close', () => this.transports.delete(transport));
    });
    this.cluster.io.attach(server, {
      maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
      perMessageDeflate: false,
      cors: { origin: corsOrigins.includes('*') ? '*' : [...corsOrigins] },
      allowRequest: (request, allow) => {
        if (this.stopping) allow('stopping', false);
        else if (allowsOrigin(corsOrigins, request)) allow(null, true);
        else allow('origin not allowed', false);
      },
    });
  }

  async start(): Promise<void> {
    await this.cluster.ready();
    this.heartbeat.start((userIds) => {
      for (const device of this.devices.of(userIds)) this.catchUp(device);
    });
  }

  /** Closes the transports: clients come back by themselves, to another node. The HTTP server is not closed. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const device of this.devices.all()) this.disconnected(device);
    this.cluster.io.engine.close();
    // A peer that is gone would otherwise hold the HTTP server open until its farewell times out.
    setTimeout(() => {
      for (const transport of this.transports) transport.destroy();
    }, FAREWELL_MS).unref();
    this.heartbeat.stop();
    await this.background.idle();
  }

  private async admit(socket: ClientSocket): Promise<void> {
    const { userId } = await this.sentry.admit(socket);
    // Before it counts as connected: what is posted from then on is for it. If the store is away, it is not known.
    socket.data.seen = await this.useCases.catchUpDevice.lastSequence({ userId }).catch(() => undefined);
  }

  private connected(socket: ClientSocket): void {
    const principal = this.sentry.principalOf(socket);
    if (principal === undefined) {
      socket.disconnect(true);
      return;
    }
    forgetRequest(socket);
    const device = this.deviceOf(socket, principal);
    void socket.join([
      roomOfUser(principal.userId),
      roomOfSession(principal.sessionId),
      ...(principal.role === 'admin' ? [ADMINISTRATORS] : []),
    ]);
    this.hold(device);
    this.clientEvents.listen(device);
    this.sentry.watch(socket, principal);
    this.welcome(device);
    socket.on('disconnect', () => {
      if (!this.stopping) this.disconnected(device);
    });
  }

  private hold(device: Device): void {
    const { userId } = device.principal;
    if (!this.devices.has(userId)) this.cluster.hold(userId);
    this.devices.add(device);
  }

  /** What is posted once it is reachable is pushed; what was posted before is caught up with, in two goes if that is late. */
  private welcome(device: Device): void {
    const reachable = this.reachable(device);
    const ready = new Promise<void>((resolve) => {
      const cancel = this.clock.after(HEAR_DEADLINE_MS, () => {
        resolve();
        const { socket, seen } = device;
        void reachable.then(() => {
          if (socket.connected) this.catchUp(device, undefined, seen);
        });
      });
      void reachable.then(() => {
        cancel();
        resolve();
      });
    });
    this.catchUp(device, ready);
  }

  /** Resolves when this process hears what is pushed to the device, and has said so: not before, or pushes were lost. */
  private async reachable({ socket, principal }: Device): Promise<void> {
    await this.cluster.hears();
    if (socket.connected) await this.heartbeat.changed(principal.userId);
  }

  private disconnected(device: Device): void {
    const { userId } = device.principal;
    this.devices.remove(device);
    if (this.devices.has(userId)) return;
    this.cluster.release(userId);
    void this.heartbeat.changed(userId);
  }

  private readonly send: Send = (devices, notification) => {
    sendNotification(this.cluster.io, devices, notification);
  };

  private deviceOf(socket: ClientSocket, principal: Principal): Device {
    const delivered = (id: string): void => {
      this.acknowledgements.take(principal.userId, id);
    };
    const patienceMs = this.settings.ackTimeout * 1000;
    const hearsAll = (): boolean => this.cluster.hearsOthers;
    return new Device(socket, principal, this.send, delivered, this.clock, patienceMs, hearsAll);
  }

  /** Everything the device lacks. Tried again until it is done or the socket closes. */
  private catchUp(device: Device, ready: Promise<void> = Promise.resolve(), seen = device.seen): void {
    const { userId } = device.principal;
    this.background.run('catching up', async () => {
      try {
        await device.catchUp(ready, () => this.useCases.catchUpDevice.execute({ userId, seen }));
        await this.useCases.tellUnread.execute({ userId });
      } catch (error) {
        this.clock.after(CATCH_UP_AGAIN_MS, () => {
          if (device.socket.connected) this.catchUp(device, undefined, seen);
        });
        throw error;
      }
    });
  }

  /** Word of other processes may have been lost: of ended sessions, and of notifications. */
  private returned(devices: readonly Device[]): void {
    for (const device of devices) {
      this.background.run('looking up a session', () => this.sentry.recheck(device.socket));
      this.catchUp(device);
    }
  }
}

/** The request that opened a connection has told all it had to, and would be kept for as long as the connection is. */
function forgetRequest({ conn }: ClientSocket): void {
  Object.assign(conn, { request: undefined });
}
