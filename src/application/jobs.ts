import type { AlertEvent } from '../domain/insight/login-spike.js';
import type { OuterChannel } from '../domain/notification/channel-delivery.js';

/**
 * Work that comes round by itself: name → seconds between two runs. Every run looks for what is due, so a late, doubled
 * or skipped run makes nothing wrong.
 */
export const TICKS = {
  'streak-reset': 15 * 60,
  reminders: 5 * 60,
  'notification-replay': 5,
  'channel-sweep': 5,
  'broadcast-sweep': 5,
  'daily-report': 15 * 60,
  'login-spike': 3,
  'track-sweep': 5 * 60,
  retention: 60 * 60,
  'account-erasure': 15 * 60,
} as const;

export type TickName = keyof typeof TICKS;

/** What each job carries: ids, never what can be read when it runs. A tick carries nothing. */
export interface JobData extends Readonly<Record<TickName, Readonly<Record<string, never>>>> {
  readonly 'broadcast-page': { readonly broadcastId: string };
  readonly 'channel-attempt': {
    readonly notificationId: string;
    readonly channel: OuterChannel;
    /** From 1. */
    readonly attempt: number;
  };
  readonly 'alert-webhook': { readonly alertId: string; readonly event: AlertEvent };
}

export type JobName = keyof JobData;
export type AppJob = { readonly [Name in JobName]: { readonly name: Name; readonly data: JobData[Name] } }[JobName];
