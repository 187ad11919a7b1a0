import type { NotificationView } from '../../application/notification/notification-view.js';
import type { AdministratorEvent, LiveChannel, LiveEvent } from '../../application/ports/live-channel.js';
import type { SocketCluster } from './socket-cluster.js';
import { ADMINISTRATORS, roomOfSession, roomOfUser } from './socket-events.js';

/** The open sockets of all nodes, from any process: one without sockets only joins the cluster. */
export class SocketIoLiveChannel implements LiveChannel {
  constructor(private readonly cluster: SocketCluster) {}

  push(userId: string, notification: NotificationView): Promise<void> {
    this.cluster.push(userId, notification);
    return Promise.resolve();
  }

  send(userId: string, event: LiveEvent): Promise<void> {
    this.emit(roomOfUser(userId), event);
    return Promise.resolve();
  }

  sendToAdministrators(event: AdministratorEvent): Promise<void> {
    this.emit(ADMINISTRATORS, event);
    return Promise.resolve();
  }

  endSession(sessionId: string): Promise<void> {
    this.cluster.disconnect(roomOfSession(sessionId));
    return Promise.resolve();
  }

  endUser(userId: string): Promise<void> {
    this.cluster.disconnect(roomOfUser(userId));
    return Promise.resolve();
  }

  private emit(room: string, { event, payload }: LiveEvent | AdministratorEvent): void {
    // Each event comes with its own payload; the compiler cannot keep the two together once taken apart.
    const emitter = this.cluster.io.to(room) as unknown as { emit(event: string, payload: unknown): boolean };
    emitter.emit(event, payload);
  }
}
