import { ContainerModule, type ResolutionContext } from 'inversify';
import { ListNotifications } from '../../application/notification/list-notifications.js';
import { ListScheduled } from '../../application/notification/list-scheduled.js';
import { ListPoints } from '../../application/movement/list-points.js';
import { ListIntakes } from '../../application/hydration/list-intakes.js';
import { GetWaterGoal } from '../../application/hydration/get-water-goal.js';
import { GetStreak } from '../../application/hydration/get-streak.js';
import { GetToday } from '../../application/hydration/get-today.js';
import { ListWaterDays } from '../../application/hydration/list-water-days.js';
import { UserViews } from '../../application/identity/user-views.js';
import { AlertViews } from '../../application/insight/alert-views.js';
import { AnnounceAlert } from '../../application/insight/announce-alert.js';
import { CachedCopies } from '../../application/insight/cached-copies.js';
import { CountDay } from '../../application/insight/count-day.js';
import { ExportAccount } from '../../application/insight/export-account.js';
import { ExportArchive } from '../../application/insight/export-archive.js';
import type { UserReads } from '../../application/insight/user-reads.js';
import { GetLiveFigures } from '../../application/insight/get-live-figures.js';
import { GetMetrics } from '../../application/insight/get-metrics.js';
import { GetReport } from '../../application/insight/get-report.js';
import { ListActivity } from '../../application/insight/list-activity.js';
import { ListAlerts } from '../../application/insight/list-alerts.js';
import { ListReports } from '../../application/insight/list-reports.js';
import { ListUsers } from '../../application/insight/list-users.js';
import { NoteLook } from '../../application/insight/note-look.js';
import { NotifyAdministrators } from '../../application/insight/notify-administrators.js';
import { PurgeExpired } from '../../application/insight/purge-expired.js';
import { RecordActivity } from '../../application/insight/record-activity.js';
import { ReportDays } from '../../application/insight/report-days.js';
import { ViewActivity } from '../../application/insight/view-activity.js';
import { ViewUser } from '../../application/insight/view-user.js';
import { WatchLogins } from '../../application/insight/watch-logins.js';
import { GetTracking } from '../../application/movement/get-tracking.js';
import { ExportTrack } from '../../application/movement/export-track.js';
import { ListHours } from '../../application/movement/list-hours.js';
import { PostNotification } from '../../application/notification/post-notification.js';
import type { Settings } from '../config/settings.js';
import {
  ACTIVITY_LOG,
  ALERTS,
  ARCHIVE_FORMAT,
  BROADCASTS,
  CACHE,
  CLOCK,
  IDEMPOTENCY,
  IDS,
  LIVE_CHANNEL,
  LOG,
  NOTIFICATIONS,
  ONE_TIME_TOKENS,
  PRESENCE,
  REPORTS,
  SESSIONS,
  TRACKS,
  USERS,
  WATER_DAYS,
} from './tokens.js';

export function insightModule({ insight, retention }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ExportAccount).toDynamicValue(
      (c) => new ExportAccount(c.get(USERS), c.get(SESSIONS), c.get(UserViews), userReads(c), c.get(CLOCK)),
    );
    bind(ExportArchive).toDynamicValue(
      (c) =>
        new ExportArchive(
          c.get(USERS),
          c.get(TRACKS),
          c.get(ExportAccount),
          c.get(ExportTrack),
          c.get(ARCHIVE_FORMAT),
          c.get(CLOCK),
        ),
    );
    bind(AlertViews).toDynamicValue((c) => new AlertViews(c.get(USERS)));
    bind(CachedCopies).toDynamicValue((c) => new CachedCopies(c.get(CACHE), c.get(IDS)));
    bind(GetLiveFigures).toDynamicValue(
      (c) =>
        new GetLiveFigures(
          c.get(USERS),
          c.get(WATER_DAYS),
          c.get(TRACKS),
          c.get(NOTIFICATIONS),
          c.get(PRESENCE),
          c.get(CachedCopies),
          c.get(CLOCK),
          insight,
        ),
    );
    bind(GetMetrics).toDynamicValue(
      (c) =>
        new GetMetrics(c.get(USERS), c.get(ACTIVITY_LOG), c.get(GetLiveFigures), c.get(CachedCopies), c.get(CLOCK)),
    );
    bind(GetReport).toDynamicValue((c) => new GetReport(c.get(REPORTS), c.get(CachedCopies)));
    bind(ListActivity).toDynamicValue((c) => new ListActivity(c.get(ACTIVITY_LOG), c.get(CachedCopies)));
    bind(ListAlerts).toDynamicValue((c) => new ListAlerts(c.get(ALERTS), c.get(AlertViews)));
    bind(ListReports).toDynamicValue((c) => new ListReports(c.get(REPORTS), c.get(CLOCK), insight));
    bind(ListUsers).toDynamicValue((c) => new ListUsers(c.get(USERS), c.get(PRESENCE), c.get(CLOCK)));
    bind(NoteLook).toDynamicValue((c) => new NoteLook(c.get(USERS), c.get(RecordActivity)));
    bind(NotifyAdministrators).toDynamicValue((c) => new NotifyAdministrators(c.get(USERS), c.get(PostNotification)));
    bind(PurgeExpired).toDynamicValue(
      (c) =>
        new PurgeExpired(
          c.get(SESSIONS),
          c.get(ONE_TIME_TOKENS),
          c.get(IDEMPOTENCY),
          c.get(BROADCASTS),
          c.get(ACTIVITY_LOG),
          c.get(ALERTS),
          c.get(TRACKS),
          c.get(CLOCK),
          c.get(LOG),
          retention,
        ),
    );
    bind(RecordActivity).toDynamicValue(
      (c) => new RecordActivity(c.get(ACTIVITY_LOG), c.get(CACHE), c.get(IDS), c.get(CLOCK)),
    );
    bind(CountDay).toDynamicValue(
      (c) =>
        new CountDay(
          c.get(ACTIVITY_LOG),
          c.get(WATER_DAYS),
          c.get(TRACKS),
          c.get(NOTIFICATIONS),
          c.get(CLOCK),
          insight,
        ),
    );
    bind(ReportDays).toDynamicValue(
      (c) => new ReportDays(c.get(CountDay), c.get(REPORTS), c.get(NotifyAdministrators), c.get(CLOCK), insight),
    );
    bind(ViewActivity).toDynamicValue((c) => new ViewActivity(c.get(ListActivity), c.get(NoteLook)));
    bind(ViewUser).toDynamicValue((c) => new ViewUser(c.get(NoteLook), c.get(UserViews), userReads(c), c.get(CLOCK)));
    bind(WatchLogins).toDynamicValue(
      (c) =>
        new WatchLogins(
          c.get(ACTIVITY_LOG),
          c.get(ALERTS),
          c.get(AlertViews),
          c.get(NotifyAdministrators),
          c.get(LIVE_CHANNEL),
          c.get(AnnounceAlert),
          c.get(IDS),
          c.get(CLOCK),
          insight.loginSpike,
        ),
    );
  });
}

function userReads(c: ResolutionContext): UserReads {
  return {
    getToday: c.get(GetToday),
    getWaterGoal: c.get(GetWaterGoal),
    getStreak: c.get(GetStreak),
    listWaterDays: c.get(ListWaterDays),
    listIntakes: c.get(ListIntakes),
    getTracking: c.get(GetTracking),
    listHours: c.get(ListHours),
    listPoints: c.get(ListPoints),
    listNotifications: c.get(ListNotifications),
    listScheduled: c.get(ListScheduled),
    listActivity: c.get(ListActivity),
  };
}
