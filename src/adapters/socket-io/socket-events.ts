import type { Server, Socket } from 'socket.io';
import type { NotificationView } from '../../application/notification/notification-view.js';
import type { AdministratorEvent, LiveEvent } from '../../application/ports/live-channel.js';

type PayloadOf<Event extends { readonly event: string; readonly payload: unknown }> = {
  readonly [Name in Event['event']]: (payload: Extract<Event, { event: Name }>['payload']) => void;
};

/** What the service says. Calling `acknowledge` delivers the notification. */
export interface ServerEvents extends PayloadOf<LiveEvent>, PayloadOf<AdministratorEvent> {
  readonly notification: (notification: NotificationView, acknowledge: () => void) => void;
}

/** What clients say: anything, until it has been looked at. */
export interface ClientEvents {
  readonly sync: (...said: readonly unknown[]) => void;
  readonly gps: (...said: readonly unknown[]) => void;
}

export type SocketServer = Server<ClientEvents, ServerEvents>;
export type ClientSocket = Socket<ClientEvents, ServerEvents>;

export const ADMINISTRATORS = 'administrators';

export function roomOfUser(userId: string): string {
  return `user:${userId}`;
}

export function roomOfSession(sessionId: string): string {
  return `session:${sessionId}`;
}
