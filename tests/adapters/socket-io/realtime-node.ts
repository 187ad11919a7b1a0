import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RealtimeServer } from '../../../src/adapters/socket-io/realtime-server.js';
import type { SocketCluster } from '../../../src/adapters/socket-io/socket-cluster.js';
import { RecordGpsPoints } from '../../../src/application/movement/record-gps-points.js';
import { SyncNotifications } from '../../../src/application/notification/sync-notifications.js';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import type { LiveChannel } from '../../../src/application/ports/live-channel.js';
import { DomainError } from '../../../src/domain/errors.js';
import type { PostOffice } from '../../application/notification/post-office.js';
import { quietLog } from '../../quiet-log.js';
import { TestDevice, type DeviceOptions } from './test-device.js';

/** Which sessions have ended; whoever looks up the others is told the truth. */
export class TestSessions {
  readonly ended = new Set<string>();
  away = false;

  readonly verify = (token: string): Promise<Principal> => {
    if (this.away) return Promise.reject(new DomainError('unavailable', 'storage-unavailable', 'The store is away.'));
    const principal = principalOf(token);
    return principal === undefined || this.ended.has(principal.sessionId)
      ? Promise.reject(new DomainError('unauthenticated', 'session-ended', 'The session has ended.'))
      : Promise.resolve(principal);
  };
}

function principalOf(token: string): Principal | undefined {
  try {
    return JSON.parse(token) as Principal;
  } catch {
    return undefined;
  }
}

/** Sockets on a port of their own, on the stores of a post office. */
export class RealtimeNode {
  private devices: readonly TestDevice[] = [];

  private constructor(
    readonly server: RealtimeServer,
    private readonly http: Server,
    private readonly office: PostOffice<LiveChannel>,
  ) {}

  static async open(
    cluster: SocketCluster,
    office: PostOffice<LiveChannel>,
    sessions = new TestSessions(),
    socketsPerUser = 4,
  ): Promise<RealtimeNode> {
    const { clock, ids, notifications, tracking, events, delivery } = office;
    const server = new RealtimeServer(
      cluster,
      sessions.verify,
      {
        recordGpsPoints: new RecordGpsPoints(tracking, events, ids, clock),
        syncNotifications: new SyncNotifications(notifications),
        acknowledgeNotification: office.acknowledge,
        catchUpDevice: office.catchUpDevice,
        tellUnread: office.tellUnread,
        connectDevice: office.connectDevice,
        disconnectDevice: office.disconnectDevice,
        renewPresence: office.renewPresence,
        sweepPresence: office.sweepPresence,
      },
      { corsOrigins: ['https://app.example.org'], socketsPerUser, ackTimeout: delivery.ackTimeout, presenceTtl: 30 },
      ids,
      clock,
      quietLog,
    );
    const http = createServer((_request, response) => response.writeHead(404).end());
    server.attach(http);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    await server.start();
    return new RealtimeNode(server, http, office);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Opens a device of a user, whose token is good for a quarter of an hour unless told otherwise. */
  async connect(who: Partial<Principal> & { readonly userId: string }, options?: DeviceOptions): Promise<TestDevice> {
    const expiresAt = this.office.clock.now() + 15 * 60_000;
    const token = JSON.stringify({ sessionId: `session of ${who.userId}`, role: 'user', expiresAt, ...who });
    const device = await TestDevice.connect(this.url, { token }, options);
    this.devices = [...this.devices, device];
    return device;
  }

  async close(): Promise<void> {
    for (const device of this.devices) device.close();
    await this.server.stop();
    await new Promise((resolve) => this.http.close(resolve));
  }
}
