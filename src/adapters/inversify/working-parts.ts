import type { Container } from 'inversify';
import { CloseDays } from '../../application/hydration/close-days.js';
import { RecordUptime } from '../../application/hydration/record-uptime.js';
import { SendReminders } from '../../application/hydration/send-reminders.js';
import { Background } from '../../application/background.js';
import { EnsureAdministrator } from '../../application/identity/ensure-administrator.js';
import { EraseLeftovers } from '../../application/identity/erase-leftovers.js';
import { PurgeExpired } from '../../application/insight/purge-expired.js';
import { ReportDays } from '../../application/insight/report-days.js';
import { SendAlert } from '../../application/insight/send-alert.js';
import { WatchLogins } from '../../application/insight/watch-logins.js';
import { jobHandler } from '../../application/job-handlers.js';
import { TICKS } from '../../application/jobs.js';
import type { TickName } from '../../application/jobs.js';
import { AccumulateDistance } from '../../application/movement/accumulate-distance.js';
import { SweepTracks } from '../../application/movement/sweep-tracks.js';
import { DeliverNotifications } from '../../application/notification/deliver-notifications.js';
import { ReplayNotifications } from '../../application/notification/replay-notifications.js';
import { RouteNotification } from '../../application/notification/route-notification.js';
import { SendBroadcastPage } from '../../application/notification/send-broadcast-page.js';
import { SweepBroadcasts } from '../../application/notification/sweep-broadcasts.js';
import { SweepChannels } from '../../application/notification/sweep-channels.js';
import { SendByChannel } from '../../application/notification/send-by-channel.js';
import type { Cancel } from '../../application/ports/clock.js';
import type { ConsumerGroup, Stop } from '../../application/ports/event-log.js';
import type { Log } from '../../application/ports/log.js';
import { subscriptions } from '../../application/reactions.js';
import { DomainError } from '../../domain/errors.js';
import { MINUTE } from '../../domain/time/duration.js';
import type { ProcessRole } from '../config/environment.js';
import { SettingsError } from '../config/read-settings.js';
import type { Settings } from '../config/settings.js';
import type { Part } from './part.js';
import { CLOCK, EVENT_LOG, JOB_QUEUE, LOG, STARTUP } from './tokens.js';

/** Which groups a process of each role belongs to. */
export const GROUPS: Readonly<Record<ProcessRole, readonly ConsumerGroup[]>> = {
  all: ['movement', 'notification-routing', 'notification-delivery'],
  api: [],
  realtime: ['notification-delivery'],
  worker: ['movement', 'notification-routing'],
  web: [],
};

/** Reacts to events, as a member of these groups. */
export function consumers(container: Container, groups: readonly ConsumerGroup[]): Part {
  let stops: readonly Stop[] = [];
  const wanted = subscriptions(groups, {
    accumulateDistance: container.get(AccumulateDistance),
    routeNotification: container.get(RouteNotification),
    deliverNotifications: container.get(DeliverNotifications),
  });
  return {
    name: 'consumers',
    start: async () => {
      stops = await Promise.all(wanted.map((subscription) => container.get(EVENT_LOG).subscribe(subscription)));
    },
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

/** Does what comes round by itself. */
export function jobs(container: Container): Part {
  const queue = container.get(JOB_QUEUE);
  let stop: Stop | undefined;
  const handle = jobHandler({
    closeDays: container.get(CloseDays),
    sendReminders: container.get(SendReminders),
    replayNotifications: container.get(ReplayNotifications),
    sweepChannels: container.get(SweepChannels),
    sweepBroadcasts: container.get(SweepBroadcasts),
    sendBroadcastPage: container.get(SendBroadcastPage),
    reportDays: container.get(ReportDays),
    watchLogins: container.get(WatchLogins),
    sendByChannel: container.get(SendByChannel),
    sendAlert: container.get(SendAlert),
    sweepTracks: container.get(SweepTracks),
    purgeExpired: container.get(PurgeExpired),
    eraseLeftovers: container.get(EraseLeftovers),
  });
  return {
    name: 'jobs',
    start: async () => {
      for (const [name, seconds] of Object.entries(TICKS)) await queue.every(name as TickName, seconds);
      stop = await queue.work(handle);
    },
    stop: async () => {
      await stop?.();
    },
  };
}

/** Says every minute that intakes are accepted here: a day on which nobody could log is nobody's fault. */
export function uptime(container: Container): Part {
  const [clock, log, record] = [container.get(CLOCK), container.get(LOG), container.get(RecordUptime)];
  let cancel: Cancel | undefined;
  const beat = async (): Promise<void> => {
    cancel = clock.after(MINUTE, () => void beat());
    await record.execute().catch((error: unknown) => {
      log.warn({ error }, 'the minute could not be recorded');
    });
  };
  return {
    name: 'uptime',
    start: beat,
    stop: () => {
      cancel?.();
    },
  };
}

/** Makes the administrator of the settings, if there is one and he is missing. */
export function administrator(container: Container, { identity }: Settings): Part {
  return {
    name: 'administrator',
    start: async () => {
      if (identity.administrator === undefined) return;
      await container.get(EnsureAdministrator).execute(identity.administrator).catch(namingSettings);
    },
  };
}

function namingSettings(error: unknown): never {
  const invalid = error instanceof DomainError ? error.details.errors : undefined;
  throw invalid === undefined ? error : new SettingsError(invalid.map(({ path, message }) => `${path} ${message}`));
}

/** Tells an operator that whoever registers proves no address. */
export function activationWarning(log: Log, { identity }: Settings): Part {
  return {
    name: 'activation warning',
    start: () => {
      if (identity.exposeActivation)
        log.warn(
          { setting: 'EXPOSE_ACTIVATION' },
          'registrations answer with their activation token; never on the internet',
        );
    },
  };
}

/** What answers did not wait for is done before the stores close. */
export function background(container: Container): Part {
  return { name: 'background', stop: () => container.get(Background).idle() };
}

/** The last part: what stands before it runs. */
export function started(container: Container, { role, version }: Settings): Part {
  const log = container.get(LOG);
  return {
    name: 'started',
    start: () => {
      container.get(STARTUP).done = true;
      log.info({ role, version }, 'started');
    },
    stop: () => {
      log.info({ role }, 'stopping');
    },
  };
}
