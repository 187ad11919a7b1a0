import type { LoginAlert } from '../../domain/insight/login-spike.js';
import type { SpikeFigures, TriedAccount } from '../../domain/insight/spike-figures.js';
import { toIso, toIsoOrNull } from '../../domain/time/instant.js';
import type { UserRepository } from '../ports/user-repository.js';

/** An alert as administrators see it: in lists, on their sockets and by the webhook. */
export interface AlertView extends SpikeFigures {
  readonly id: string;
  readonly startedAt: string;
  readonly resolvedAt: string | null;
  /** `account` is the user name, null once the user is deleted; without a `userId` the name that was tried. */
  readonly topAccounts: readonly TriedAccount[];
}

/** Shows alerts with the names that the tried users have now. */
export class AlertViews {
  constructor(private readonly users: UserRepository) {}

  async one(alert: LoginAlert): Promise<AlertView> {
    return alertView(alert, await this.usernames([alert]));
  }

  async all(alerts: readonly LoginAlert[]): Promise<readonly AlertView[]> {
    const usernames = await this.usernames(alerts);
    return alerts.map((alert) => alertView(alert, usernames));
  }

  private async usernames(alerts: readonly LoginAlert[]): Promise<ReadonlyMap<string, string>> {
    const ids = alerts.flatMap(({ topAccounts }) => topAccounts.flatMap(({ userId }) => userId ?? []));
    const users = await this.users.getMany([...new Set(ids)]);
    return new Map(users.map(({ id, username }) => [id, username]));
  }
}

function alertView(alert: LoginAlert, usernames: ReadonlyMap<string, string>): AlertView {
  const { id, kind, startedAt, resolvedAt, failures, accounts, addresses, topAccounts, topAddresses } = alert;
  return {
    id,
    kind,
    startedAt: toIso(startedAt),
    resolvedAt: toIsoOrNull(resolvedAt),
    failures,
    accounts,
    addresses,
    topAccounts: topAccounts.map(({ userId, account, failures: tries }) => ({
      userId,
      account: userId === null ? account : (usernames.get(userId) ?? null),
      failures: tries,
    })),
    topAddresses,
  };
}
