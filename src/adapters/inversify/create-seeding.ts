import type { Container } from 'inversify';
import { ActivateUser } from '../../application/identity/activate-user.js';
import { ChangeUser } from '../../application/identity/change-user.js';
import { EnsureAdministrator } from '../../application/identity/ensure-administrator.js';
import { LogIn } from '../../application/identity/log-in.js';
import { LogOut } from '../../application/identity/log-out.js';
import { RegisterUser } from '../../application/identity/register-user.js';
import { GetStreak } from '../../application/hydration/get-streak.js';
import { LogIntake } from '../../application/hydration/log-intake.js';
import { SetWaterGoal } from '../../application/hydration/set-water-goal.js';
import { GetMetrics } from '../../application/insight/get-metrics.js';
import { ListAlerts } from '../../application/insight/list-alerts.js';
import { ViewUser } from '../../application/insight/view-user.js';
import { ListHours } from '../../application/movement/list-hours.js';
import { RecordGpsPoints } from '../../application/movement/record-gps-points.js';
import { SetTracking } from '../../application/movement/set-tracking.js';
import { AcknowledgeNotification } from '../../application/notification/acknowledge-notification.js';
import { CatchUpDevice } from '../../application/notification/catch-up-device.js';
import { ConnectDevice } from '../../application/notification/connect-device.js';
import { DisconnectDevice } from '../../application/notification/disconnect-device.js';
import { ListNotifications } from '../../application/notification/list-notifications.js';
import { MarkAllRead } from '../../application/notification/mark-all-read.js';
import { MarkNotification } from '../../application/notification/mark-notification.js';
import { SendMessage } from '../../application/notification/send-message.js';
import { SweepPresence } from '../../application/notification/sweep-presence.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Credentials } from '../cli/story/credentials.js';
import { PassingTime } from '../cli/story/passing-time.js';
import { Performance } from '../cli/story/performance.js';
import type { PeoplesUseCases } from '../cli/story/performance.js';
import { refuseBesideService } from '../cli/story/refuse-beside-service.js';
import { Seeding } from '../cli/story/seeding.js';
import type { SeedingUseCases } from '../cli/story/seeding.js';
import type { Story } from '../cli/story/tell-story.js';
import type { Settings } from '../config/settings.js';
import { PinoLog } from '../system/pino-log.js';
import { createContainer } from './create-container.js';
import { EMBEDDED_DATABASE } from './embedded-modules.js';
import { MONGO } from './mongo-module.js';
import { Parts } from './part.js';
import type { Part } from './part.js';
import {
  PAST_CLOCK,
  STORY_EVENTS,
  STORY_JOBS,
  STORY_LOG,
  STORY_MEMORY,
  storyModule,
  storySettings,
} from './story-module.js';
import { ACCESS_TOKENS, IDS, NOTIFICATIONS, UPTIME, USERS } from './tokens.js';
import { background, consumers, GROUPS, jobs } from './working-parts.js';

/** A seeding, and what has to run for it. */
export interface ReadySeeding {
  readonly seeding: Seeding;
  readonly parts: Parts;
}

/** Example people for the store of the settings. */
export function createSeeding(settings: Settings, story: Story, credentials: Credentials): ReadySeeding {
  const container = createContainer(storySettings(settings));
  container.load(storyModule(story.begin));
  const stores = { users: container.get(USERS), notifications: container.get(NOTIFICATIONS) };
  const performance = new Performance(
    peoplesUseCases(container),
    container.get(ACCESS_TOKENS),
    container.get(IDS),
    credentials,
  );
  const time = new PassingTime(
    container.get(PAST_CLOCK),
    [container.get(STORY_JOBS), container.get(STORY_EVENTS)],
    container.get(SweepPresence),
    container.get(STORY_LOG),
  );
  const seeding = new Seeding(story, credentials, performance, time, seedingUseCases(container), stores);
  return { seeding, parts: new Parts(partsOf(container, settings, story), new PinoLog('warn')) };
}

/** The store, and all that works in the background of the story. */
function partsOf(container: Container, { mongo }: Settings, { now }: Story): readonly Part[] {
  return [
    ...(mongo === undefined ? [file(container)] : [shared(container, now)]),
    {
      name: 'memory',
      stop: () => {
        container.get(STORY_MEMORY).close();
      },
    },
    background(container),
    consumers(container, GROUPS.all),
    jobs(container),
  ];
}

/**
 * Owned by this process, or it could not have been opened. A story of which the machine lost the end is told anew on an
 * empty file, so no commit has to wait for the disk; closing does.
 */
function file(container: Container): Part {
  const database = container.get(EMBEDDED_DATABASE);
  return {
    name: 'DATA_DIR',
    start: () => {
      database.stopWaiting();
    },
    stop: () => {
      database.close();
    },
  };
}

function shared(container: Container, now: Instant): Part {
  const connection = container.get(MONGO);
  return {
    name: 'MongoDB',
    start: async () => {
      await connection.start();
      await refuseBesideService(container.get(UPTIME), now);
    },
    stop: () => connection.stop(),
  };
}

function peoplesUseCases(container: Container): PeoplesUseCases {
  return {
    registerUser: container.get(RegisterUser),
    activateUser: container.get(ActivateUser),
    logIn: container.get(LogIn),
    logOut: container.get(LogOut),
    setWaterGoal: container.get(SetWaterGoal),
    logIntake: container.get(LogIntake),
    setTracking: container.get(SetTracking),
    recordGpsPoints: container.get(RecordGpsPoints),
    connectDevice: container.get(ConnectDevice),
    catchUpDevice: container.get(CatchUpDevice),
    acknowledgeNotification: container.get(AcknowledgeNotification),
    disconnectDevice: container.get(DisconnectDevice),
    markNotification: container.get(MarkNotification),
    markAllRead: container.get(MarkAllRead),
    sendMessage: container.get(SendMessage),
    viewUser: container.get(ViewUser),
    changeUser: container.get(ChangeUser),
  };
}

function seedingUseCases(container: Container): SeedingUseCases {
  return {
    ensureAdministrator: container.get(EnsureAdministrator),
    getStreak: container.get(GetStreak),
    listHours: container.get(ListHours),
    listNotifications: container.get(ListNotifications),
    getMetrics: container.get(GetMetrics),
    listAlerts: container.get(ListAlerts),
  };
}
