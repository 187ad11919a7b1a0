import type { NotificationView } from '../../application/notification/notification-view.js';
import type { Device } from './device.js';
import type { ClientSocket, SocketServer } from './socket-events.js';

/** The type of an event in the protocol of Socket.IO. */
const EVENT = 2;

/**
 * To devices of this process. It is packed once for all of them, as what is said to a room is; and yet each acknowledges
 * for itself, which the server's own `emit` does not tell.
 */
export function sendNotification(io: SocketServer, devices: readonly Device[], notification: NotificationView): void {
  if (devices.length === 0) return;
  const bySocket = new Map(devices.map((device) => [device.socket, device]));
  io.of('/').adapter.broadcastWithAck(
    { type: EVENT, data: ['notification', notification] },
    { rooms: new Set(devices.map(({ socket }) => socket.id)), except: new Set(), flags: { local: true } },
    () => undefined,
    // Called on the socket that acknowledges.
    function (this: ClientSocket) {
      bySocket.get(this)?.acknowledge(notification);
    },
  );
}
