import type { Streak } from '../../domain/hydration/streak.js';
import type { WaterDay } from '../../domain/hydration/water-day.js';
import type { AlertView } from '../insight/alert-views.js';
import type { BroadcastView } from '../notification/broadcast-view.js';
import type { NotificationView } from '../notification/notification-view.js';

/** What a user's devices hear beside notifications. Lost when nobody listens: each can be read again through REST. */
export type LiveEvent =
  | { readonly event: 'notification:updated'; readonly payload: NotificationView }
  | { readonly event: 'notification:deleted'; readonly payload: { readonly id: string } }
  | { readonly event: 'unread'; readonly payload: { readonly count: number } }
  | { readonly event: 'water'; readonly payload: WaterDay }
  | { readonly event: 'streak'; readonly payload: Streak }
  | { readonly event: 'movement'; readonly payload: { readonly hour: string; readonly metres: number } };

/** What administrators hear. */
export type AdministratorEvent =
  | {
      readonly event: 'presence';
      readonly payload: {
        readonly userId: string;
        readonly username: string;
        readonly connected: boolean;
        readonly lastSeenAt: string | null;
      };
    }
  | { readonly event: 'alert'; readonly payload: AlertView }
  | { readonly event: 'broadcast'; readonly payload: BroadcastView };

/** The open sockets of all nodes. Works from processes without sockets too. */
export interface LiveChannel {
  /**
   * Emits `notification` to each connected device of the user, on any node. Resolves when it is handed on, not when it
   * arrived: the node of a device that acknowledges calls `AcknowledgeNotification`.
   */
  push(userId: string, notification: NotificationView): Promise<void>;
  send(userId: string, event: LiveEvent): Promise<void>;
  sendToAdministrators(event: AdministratorEvent): Promise<void>;
  /** Closes the sockets of a session, or of all sessions of a user, on every node. */
  endSession(sessionId: string): Promise<void>;
  endUser(userId: string): Promise<void>;
}
