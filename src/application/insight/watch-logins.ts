import {
  baselineHours,
  isOver,
  isSpike,
  spikeContinues,
  spikeKind,
  type LoginAlert,
  type SpikeSettings,
} from '../../domain/insight/login-spike.js';
import type { Activity } from '../../domain/insight/activity.js';
import { toIso, type Instant } from '../../domain/time/instant.js';
import type { ActivityLog } from '../ports/activity-log.js';
import type { AlertRepository } from '../ports/alert-repository.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { LiveChannel } from '../ports/live-channel.js';
import { alertView } from './alert-view.js';
import type { AnnounceAlert } from './announce-alert.js';
import type { NotifyAdministrators } from './notify-administrators.js';

const FAILED = { types: ['login-failed'] } as const;
const PAGE = 500;
/** Of a flood, so many failures tell well enough how many accounts and addresses it has. */
const MOST_PAGES = 20;

/** Job `login-spike`: one alert an incident, told to every administrator, and told again when it is over. */
export class WatchLogins {
  constructor(
    private readonly activities: ActivityLog,
    private readonly alerts: AlertRepository,
    private readonly notify: NotifyAdministrators,
    private readonly live: LiveChannel,
    private readonly announce: AnnounceAlert,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly settings: SpikeSettings,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    const from = now - this.settings.window * 60_000;
    const failures = await this.activities.count({ ...FAILED, from });
    const spike = failures >= this.settings.min && isSpike(failures, await this.baseline(now), this.settings);
    const current = await this.alerts.current();
    if (current === undefined) {
      if (spike) await this.open(failures, from, now);
    } else if (spike) {
      await this.alerts.update(current.id, (alert) => spikeContinues(alert, now));
      // Each administrator has it once: this is for whom a crash left out.
      await this.tell(current);
    } else if (isOver(current, now, this.settings)) await this.resolve(current, now);
  }

  private async baseline(now: Instant): Promise<readonly number[]> {
    return Promise.all(baselineHours(now).map((hour) => this.activities.count({ ...FAILED, ...hour })));
  }

  private async open(failures: number, from: Instant, now: Instant): Promise<void> {
    const { accounts, addresses } = await this.spread(from);
    const kind = spikeKind(failures, accounts);
    const times = { startedAt: now, lastSpikeAt: now, resolvedAt: null };
    const alert = { id: this.ids.next(), kind, failures, accounts, addresses, announced: [], ...times };
    if (!(await this.alerts.open(alert))) return;
    await this.live.sendToAdministrators({ event: 'alert', payload: { ...alertView(alert) } });
    await this.tell(alert);
  }

  private async resolve(alert: LoginAlert, now: Instant): Promise<void> {
    const message = `Failed logins are back to normal. The alert of ${toIso(alert.startedAt)} is resolved.`;
    await this.notify.execute({ type: 'login-spike-resolved', key: `login-spike-resolved:${alert.id}`, message });
    // Before it is noted, so that no crash leaves it out; the job waits for that.
    await this.announce.execute(alert, 'resolved');
    const resolved = await this.alerts.update(alert.id, (stored) => ({ ...stored, resolvedAt: now }));
    if (resolved === undefined) return;
    await this.live.sendToAdministrators({ event: 'alert', payload: { ...alertView(resolved) } });
  }

  private async tell(alert: LoginAlert): Promise<void> {
    const { id, kind, failures, accounts, addresses } = alert;
    const what =
      kind === 'stuffing' ? 'few tries on many accounts (stuffing)' : 'many tries on few accounts (brute force)';
    const figures = `${failures} in ${this.settings.window} minutes, on ${accounts} accounts from ${addresses} addresses`;
    const message = `Failed logins are far above normal: ${figures}; ${what}.`;
    await this.notify.execute({ type: 'login-spike', key: `login-spike:${id}`, message });
    await this.announce.execute(alert, 'opened');
  }

  /** On how many accounts and from how many addresses. */
  private async spread(from: Instant): Promise<{ readonly accounts: number; readonly addresses: number }> {
    const [accounts, addresses] = [new Set<unknown>(), new Set<unknown>()];
    let last: Activity | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const after = last === undefined ? undefined : { key: last.at, id: last.id };
      const page = await this.activities.list({ ...FAILED, from }, after, PAGE);
      for (const { userId, ip, details } of page) {
        accounts.add(userId ?? details['account']);
        addresses.add(ip);
      }
      last = page.at(-1);
      if (page.length < PAGE) break;
    }
    return { accounts: accounts.size, addresses: addresses.size };
  }
}
