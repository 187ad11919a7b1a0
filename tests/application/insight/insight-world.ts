import { EmbeddedAlertRepository } from '../../../src/adapters/embedded/embedded-alert-repository.js';
import { EmbeddedJobQueue } from '../../../src/adapters/embedded/embedded-job-queue.js';
import { EmbeddedReportRepository } from '../../../src/adapters/embedded/embedded-report-repository.js';
import { AlertViews } from '../../../src/application/insight/alert-views.js';
import { AnnounceAlert } from '../../../src/application/insight/announce-alert.js';
import { CachedCopies } from '../../../src/application/insight/cached-copies.js';
import { CountDay } from '../../../src/application/insight/count-day.js';
import { GetLiveFigures } from '../../../src/application/insight/get-live-figures.js';
import { GetMetrics } from '../../../src/application/insight/get-metrics.js';
import { GetReport } from '../../../src/application/insight/get-report.js';
import { ListActivity } from '../../../src/application/insight/list-activity.js';
import { ListAlerts } from '../../../src/application/insight/list-alerts.js';
import { ListReports } from '../../../src/application/insight/list-reports.js';
import { ListUsers } from '../../../src/application/insight/list-users.js';
import { NotifyAdministrators } from '../../../src/application/insight/notify-administrators.js';
import { PurgeExpired } from '../../../src/application/insight/purge-expired.js';
import { ReportDays } from '../../../src/application/insight/report-days.js';
import { SendAlert } from '../../../src/application/insight/send-alert.js';
import { WatchLogins } from '../../../src/application/insight/watch-logins.js';
import { emailOf, usernameOf } from '../../../src/domain/identity/account-name.js';
import type { Role } from '../../../src/domain/identity/role.js';
import { EMPTY_LEDGER } from '../../../src/domain/hydration/water-ledger.js';
import { createUser } from '../../../src/domain/identity/user.js';
import type { ActivityType } from '../../../src/domain/insight/activity.js';
import { initialCalendar } from '../../../src/domain/time/local-day.js';
import { AccountWorld } from '../identity/account-world.js';
import { RecordingWebhook } from '../notification/recording-webhook.js';

/** What administrators see, beside identity. */
export class InsightWorld extends AccountWorld {
  readonly reports = new EmbeddedReportRepository(this.database);
  readonly alerts = new EmbeddedAlertRepository(this.database);
  readonly jobs = new EmbeddedJobQueue(this.database, this.clock, this.log);
  readonly webhook = new RecordingWebhook();
  readonly alertViews = new AlertViews(this.users);
  readonly sendAlert = new SendAlert(this.alerts, this.alertViews, this.webhook, this.clock);
  readonly notifyAdministrators = new NotifyAdministrators(this.users, this.post);
  readonly listUsers = new ListUsers(this.users, this.presence, this.clock);
  readonly copies = new CachedCopies(this.cache, this.ids);
  readonly listActivity = new ListActivity(this.activities, this.copies);
  readonly getMetrics = this.metricsOf(this.copies);
  readonly getReport = new GetReport(this.reports, this.copies);
  readonly listAlerts = new ListAlerts(this.alerts, this.alertViews);
  readonly watchLogins = new WatchLogins(
    this.activities,
    this.alerts,
    this.alertViews,
    this.notifyAdministrators,
    this.live,
    new AnnounceAlert(this.jobs, this.webhook),
    this.ids,
    this.clock,
    { window: 5, min: 20, factor: 5, cooldown: 30 },
  );
  readonly purge = new PurgeExpired(
    this.sessions,
    this.tokens,
    this.idempotency,
    this.broadcasts,
    this.activities,
    this.alerts,
    this.tracks,
    this.clock,
    this.log,
    { activityRetention: 365, movementRetention: 90 },
  );

  /** @param copies those of a process */
  metricsOf(copies: CachedCopies, reportTimeZone = 'UTC'): GetMetrics {
    return new GetMetrics(this.users, this.activities, this.liveFigures(copies, reportTimeZone), copies, this.clock);
  }

  liveFigures(copies = this.copies, reportTimeZone = 'UTC'): GetLiveFigures {
    const { users, water, tracks, notifications, presence, clock } = this;
    return new GetLiveFigures(users, water, tracks, notifications, presence, copies, clock, { reportTimeZone });
  }

  reportDays(reportTimeZone = 'UTC'): ReportDays {
    const { activities, water, tracks, notifications, clock } = this;
    const countDay = new CountDay(activities, water, tracks, notifications, clock, { reportTimeZone });
    return new ReportDays(countDay, this.reports, this.notifyAdministrators, clock, { reportTimeZone });
  }

  listReports(reportTimeZone = 'UTC'): ListReports {
    return new ListReports(this.reports, this.clock, { reportTimeZone });
  }

  /** A user who never signs in, without the cost of a password. */
  async add(username: string, role: Role = 'user', createdAt = this.clock.now()): Promise<string> {
    const id = this.ids.next();
    const names = { username: usernameOf(username), email: emailOf(`${username}@example.org`) };
    const calendar = initialCalendar('UTC');
    await this.users.add(createUser({ id, ...names, passwordHash: '', role, active: true, calendar, createdAt }));
    return id;
  }

  /** An intake of a user on UTC, straight into the store. */
  async drinks(userId: string, at: string, millilitres: number): Promise<void> {
    const intake = { id: this.ids.next(), at: Date.parse(at), day: at.slice(0, 10), millilitres };
    await this.water.update(userId, (ledger = EMPTY_LEDGER) => ({ ...ledger, intakes: [...ledger.intakes, intake] }));
  }

  /** So many metres in a quarter-hour, and two points. @param from where it begins */
  async walks(userId: string, from: string, metres: number): Promise<void> {
    const start = Date.parse(from);
    const range = { from: start, to: start + 15 * 60_000 };
    const { version } = await this.tracks.markDirty(userId, range.from, range.to - 1);
    const quarter = { start, lastAt: start, credits: [{ quarter: start, metres, points: 2 }], state: null };
    await this.tracks.replaceQuarters(userId, range, [quarter], version);
  }

  async happens(
    type: ActivityType,
    more: { userId?: string; account?: string; ip?: string; role?: Role } = {},
  ): Promise<void> {
    const { userId = null, account, ip = '192.0.2.7', role = 'user' } = more;
    await this.record.execute({
      type,
      userId,
      role,
      ip,
      userAgent: null,
      details: account === undefined ? {} : { account },
    });
  }
}
