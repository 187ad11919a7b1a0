import type { CloseDays } from './hydration/close-days.js';
import type { SendReminders } from './hydration/send-reminders.js';
import type { EraseLeftovers } from './identity/erase-leftovers.js';
import type { PurgeExpired } from './insight/purge-expired.js';
import type { ReportDays } from './insight/report-days.js';
import type { SendAlert } from './insight/send-alert.js';
import type { WatchLogins } from './insight/watch-logins.js';
import type { AppJob, JobData, JobName } from './jobs.js';
import type { SweepTracks } from './movement/sweep-tracks.js';
import type { ReplayNotifications } from './notification/replay-notifications.js';
import type { SendBroadcastPage } from './notification/send-broadcast-page.js';
import type { SendByChannel } from './notification/send-by-channel.js';
import type { SweepBroadcasts } from './notification/sweep-broadcasts.js';
import type { SweepChannels } from './notification/sweep-channels.js';

export interface WorkingUseCases {
  readonly closeDays: CloseDays;
  readonly sendReminders: SendReminders;
  readonly replayNotifications: ReplayNotifications;
  readonly sweepChannels: SweepChannels;
  readonly sweepBroadcasts: SweepBroadcasts;
  readonly sendBroadcastPage: SendBroadcastPage;
  readonly sendByChannel: SendByChannel;
  readonly reportDays: ReportDays;
  readonly watchLogins: WatchLogins;
  readonly sendAlert: SendAlert;
  readonly sweepTracks: SweepTracks;
  readonly purgeExpired: PurgeExpired;
  readonly eraseLeftovers: EraseLeftovers;
}

/** Job → use case. Exhaustive: a job without a handler does not compile. */
export function jobHandler(useCases: WorkingUseCases): (job: AppJob) => Promise<void> {
  const handlers: { readonly [Name in JobName]: (data: JobData[Name]) => Promise<void> } = {
    'streak-reset': () => useCases.closeDays.execute(),
    reminders: () => useCases.sendReminders.execute(),
    'notification-replay': () => useCases.replayNotifications.execute(),
    'channel-sweep': () => useCases.sweepChannels.execute(),
    'broadcast-sweep': () => useCases.sweepBroadcasts.execute(),
    'broadcast-page': (data) => useCases.sendBroadcastPage.execute(data),
    'daily-report': () => useCases.reportDays.execute(),
    'login-spike': () => useCases.watchLogins.execute(),
    'track-sweep': () => useCases.sweepTracks.execute(),
    retention: () => useCases.purgeExpired.execute(),
    'account-erasure': () => useCases.eraseLeftovers.execute(),
    'channel-attempt': (data) => useCases.sendByChannel.execute(data),
    'alert-webhook': (data) => useCases.sendAlert.execute(data),
  };
  // The name of the job picks the handler of its data; the compiler cannot follow it through the table.
  return ({ name, data }) => (handlers[name] as (data: AppJob['data']) => Promise<void>)(data);
}
