import type { Role } from '../../domain/identity/role.js';
import { METRICS_CHANGES, metricsWindows } from '../../domain/insight/metrics.js';
import { HOUR } from '../../domain/time/duration.js';
import { toIso, type Instant } from '../../domain/time/instant.js';
import type { ActivityLog } from '../ports/activity-log.js';
import type { Clock } from '../ports/clock.js';
import type { UserRepository } from '../ports/user-repository.js';
import { accountCounts, type AccountCounts } from './account-counts.js';
import type { CachedCopies } from './cached-copies.js';
import type { GetLiveFigures, LiveFigures } from './get-live-figures.js';
import { METRICS_STAMP } from './record-activity.js';

export interface MetricsQuery {
  /** Only accounts with this role; of activity, what was done under it. */
  readonly role?: Role | undefined;
  readonly from?: Instant | undefined;
  /** Exclusive. */
  readonly to?: Instant | undefined;
}

/** Every account that is not deleted counts. */
export interface AccountFigures {
  readonly totalUsers: number;
  /** Signed in within 7 days. */
  readonly activeUsers7d: number;
  readonly failedLogins24h: number;
  readonly newUsers7d: number;
  readonly generatedAt: string;
  /** What happened between `from` and `to`, if either was asked for. */
  readonly range?: AccountCounts;
}

export type Metrics = AccountFigures & LiveFigures;

const KEPT_SECONDS = 600;

/**
 * The figures of the dashboard. Those of accounts are a copy of at most ten minutes, of the version that the stamp says:
 * whatever changes a figure deletes it. The latest change in the log is part of the version too, for changes made while
 * the cache was away.
 */
export class GetMetrics {
  constructor(
    private readonly users: UserRepository,
    private readonly activities: ActivityLog,
    private readonly liveFigures: Pick<GetLiveFigures, 'execute'>,
    private readonly copies: CachedCopies,
    private readonly clock: Clock,
  ) {}

  async execute(query: MetricsQuery): Promise<Metrics> {
    const { role, from = '', to = '' } = query;
    const key = `metrics:${role ?? 'all'}:${from}:${to}`;
    const [accounts, live] = await Promise.all([
      this.copies.of(
        key,
        KEPT_SECONDS,
        () => this.count(query),
        () => this.version(),
      ),
      this.liveFigures.execute(role),
    ]);
    return { ...accounts, ...live };
  }

  private async version(): Promise<string> {
    const stamp = await this.copies.stamp(METRICS_STAMP);
    // No copy lives for an hour, and a range keeps the look short.
    const recent = { types: METRICS_CHANGES, from: this.clock.now() - HOUR };
    const [latest] = await this.activities.list(recent, undefined, 1);
    return `${stamp} ${latest?.id ?? ''}`;
  }

  private async count({ role, from, to }: MetricsQuery): Promise<AccountFigures> {
    const now = this.clock.now();
    const { day, week } = metricsWindows(now);
    const [totalUsers, activeUsers7d, newUsers7d, failedLogins24h, range] = await Promise.all([
      this.users.count({ role }),
      this.users.count({ role, loggedInFrom: week }),
      this.users.count({ role, createdFrom: week }),
      this.activities.count({ types: ['login-failed'], role, from: day }),
      from === undefined && to === undefined ? undefined : accountCounts(this.activities, { role, from, to }),
    ]);
    const figures = { totalUsers, activeUsers7d, failedLogins24h, newUsers7d, generatedAt: toIso(now) };
    return range === undefined ? figures : { ...figures, range };
  }
}
