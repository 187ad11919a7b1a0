import type { DefaultEventsMap, Server, Socket } from 'socket.io';
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

/** Who says or hears an event, and whose things it is about; printed in docs/policy.md. */
export interface EventRule {
  readonly from: 'client' | 'server';
  readonly access: 'user' | 'admin';
  readonly whose: string;
}

export const SOCKET_EVENTS: Readonly<Record<keyof ClientEvents | keyof ServerEvents, EventRule>> = {
  sync: { from: 'client', access: 'user', whose: 'one’s own' },
  gps: { from: 'client', access: 'user', whose: 'one’s own' },
  notification: { from: 'server', access: 'user', whose: 'one’s own' },
  'notification:updated': { from: 'server', access: 'user', whose: 'one’s own' },
  'notification:deleted': { from: 'server', access: 'user', whose: 'one’s own' },
  unread: { from: 'server', access: 'user', whose: 'one’s own' },
  water: { from: 'server', access: 'user', whose: 'one’s own' },
  streak: { from: 'server', access: 'user', whose: 'one’s own' },
  movement: { from: 'server', access: 'user', whose: 'one’s own' },
  presence: { from: 'server', access: 'admin', whose: 'everybody’s' },
  alert: { from: 'server', access: 'admin', whose: 'everybody’s' },
  broadcast: { from: 'server', access: 'admin', whose: 'everybody’s' },
};

/** What is kept with a socket. */
interface SocketData {
  /** The last sequence that there was when it connected, if that could be looked up. */
  seen: number | undefined;
}

export type SocketServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type ClientSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

export const ADMINISTRATORS = 'administrators';

export function roomOfUser(userId: string): string {
  return `user:${userId}`;
}

export function roomOfSession(sessionId: string): string {
  return `session:${sessionId}`;
}
