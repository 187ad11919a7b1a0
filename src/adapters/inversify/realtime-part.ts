import type { Container } from 'inversify';
import { CheckAccess } from '../../application/identity/check-access.js';
import { RecordGpsPoints } from '../../application/movement/record-gps-points.js';
import { AcknowledgeNotification } from '../../application/notification/acknowledge-notification.js';
import { CatchUpDevice } from '../../application/notification/catch-up-device.js';
import { ConnectDevice } from '../../application/notification/connect-device.js';
import { DisconnectDevice } from '../../application/notification/disconnect-device.js';
import { RenewPresence } from '../../application/notification/renew-presence.js';
import { SweepPresence } from '../../application/notification/sweep-presence.js';
import { SyncNotifications } from '../../application/notification/sync-notifications.js';
import { TellUnread } from '../../application/notification/tell-unread.js';
import { DomainError } from '../../domain/errors.js';
import type { Settings } from '../config/settings.js';
import type { HttpServer } from '../http/http-server.js';
import { RealtimeServer } from '../socket-io/realtime-server.js';
import type { VerifyAccess } from '../socket-io/sentry.js';
import { SOCKET_CLUSTER } from './live-module.js';
import { named, type Part } from './part.js';
import { ACCESS_TOKENS, CLOCK, IDS, LOG } from './tokens.js';

/** Socket.IO on the port of the HTTP server. */
export function realtime(container: Container, settings: Settings, { server }: HttpServer): Part {
  const sockets = new RealtimeServer(
    container.get(SOCKET_CLUSTER),
    verifyAccess(container),
    {
      recordGpsPoints: container.get(RecordGpsPoints),
      syncNotifications: container.get(SyncNotifications),
      catchUpDevice: container.get(CatchUpDevice),
      acknowledgeNotification: container.get(AcknowledgeNotification),
      tellUnread: container.get(TellUnread),
      connectDevice: container.get(ConnectDevice),
      disconnectDevice: container.get(DisconnectDevice),
      renewPresence: container.get(RenewPresence),
      sweepPresence: container.get(SweepPresence),
    },
    {
      corsOrigins: settings.http.corsOrigins,
      socketsPerUser: settings.sockets.perUser,
      ackTimeout: settings.notification.ackTimeout,
      presenceTtl: settings.presence.ttl,
    },
    container.get(IDS),
    container.get(CLOCK),
    container.get(LOG),
  );
  sockets.attach(server);
  return named('sockets', sockets);
}

function verifyAccess(container: Container): VerifyAccess {
  const [tokens, checkAccess] = [container.get(ACCESS_TOKENS), container.get(CheckAccess)];
  return async (token) => {
    const principal = tokens.verify(token);
    if (await checkAccess.execute(principal, 0)) return principal;
    throw new DomainError('unauthenticated', 'session-ended', 'The session of this token has ended.');
  };
}
