import type { Role } from '../../domain/identity/role.js';
import type { ActivityType } from '../../domain/insight/activity.js';
import { METRICS_CHANGES, metricsWindows } from '../../domain/insight/metrics.js';
import { toIso, type Instant } from '../../domain/time/instant.js';
import type { ActivityLog } from '../ports/activity-log.js';
import type { Cache } from '../ports/cache.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { UserRepository } from '../ports/user-repository.js';
import { METRICS_STAMP } from './record-activity.js';

export interface MetricsQuery {
  /** Only accounts with this role; of activity, what was done under it. */
  readonly role?: Role | undefined;
  readonly from?: Instant | undefined;
  /** Exclusive. */
  readonly to?: Instant | undefined;
}

/** Every account that is not deleted counts. */
export interface Metrics {
  readonly totalUsers: number;
  /** Signed in within 7 days. */
  readonly activeUsers7d: number;
  readonly failedLogins24h: number;
  readonly newUsers7d: number;
  readonly generatedAt: string;
  /** What happened between `from` and `to`, if either was asked for. */
  readonly range?: { readonly logins: number; readonly failedLogins: number; readonly registrations: number };
}

interface Copy {
  readonly stamp: string;
  readonly metrics: Metrics;
}

const KEPT_SECONDS = 600;
const STAMP_SECONDS = 24 * 3600;

/**
 * The figures of the dashboard, from a copy of at most ten minutes. A copy carries the stamp that was there before it
 * was counted; whatever changes a figure deletes the stamp, and copies without the current one are not shown. The latest
 * change in the log is part of it, for changes made while the cache was away.
 */
export class GetMetrics {
  private readonly underWay = new Map<string, Promise<Metrics>>();

  constructor(
    private readonly users: UserRepository,
    private readonly activities: ActivityLog,
    private readonly cache: Cache,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** Many at once share one computation. */
  execute(query: MetricsQuery): Promise<Metrics> {
    const { role = 'all', from = '', to = '' } = query;
    const key = `metrics:${role}:${from}:${to}`;
    const running = this.underWay.get(key);
    if (running !== undefined) return running;
    const metrics = this.copyOrCount(key, query).finally(() => this.underWay.delete(key));
    this.underWay.set(key, metrics);
    return metrics;
  }

  private async copyOrCount(key: string, query: MetricsQuery): Promise<Metrics> {
    const stamp = await this.stamp();
    const copy = await this.cache.get<Copy>(key);
    if (copy?.stamp === stamp) return copy.metrics;
    const metrics = await this.count(query);
    await this.cache.set(key, { stamp, metrics } satisfies Copy, KEPT_SECONDS);
    return metrics;
  }

  private async stamp(): Promise<string> {
    let stamp = await this.cache.get<string>(METRICS_STAMP);
    if (stamp === undefined) {
      stamp = this.ids.next();
      await this.cache.set(METRICS_STAMP, stamp, STAMP_SECONDS);
    }
    const [latest] = await this.activities.list({ types: METRICS_CHANGES }, undefined, 1);
    return `${stamp} ${latest?.id ?? ''}`;
  }

  private async count({ role, from, to }: MetricsQuery): Promise<Metrics> {
    const now = this.clock.now();
    const { day, week } = metricsWindows(now);
    const [totalUsers, activeUsers7d, newUsers7d, failedLogins24h, range] = await Promise.all([
      this.users.count({ role }),
      this.users.count({ role, loggedInFrom: week }),
      this.users.count({ role, createdFrom: week }),
      this.activities.count({ types: ['login-failed'], role, from: day }),
      from === undefined && to === undefined ? undefined : this.range({ role, from, to }),
    ]);
    const figures = { totalUsers, activeUsers7d, failedLogins24h, newUsers7d, generatedAt: toIso(now) };
    return range === undefined ? figures : { ...figures, range };
  }

  private async range(query: MetricsQuery): Promise<NonNullable<Metrics['range']>> {
    const count = (type: ActivityType): Promise<number> => this.activities.count({ types: [type], ...query });
    const [logins, failedLogins, registrations] = await Promise.all([
      count('logged-in'),
      count('login-failed'),
      count('registered'),
    ]);
    return { logins, failedLogins, registrations };
  }
}
