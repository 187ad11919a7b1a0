import {
  baselineHours,
  isOver,
  isSpike,
  spikeContinues,
  type LoginAlert,
  type SpikeSettings,
} from '../../domain/insight/login-spike.js';
import { spikeFigures, type SpikeFigures } from '../../domain/insight/spike-figures.js';
import { MINUTE } from '../../domain/time/duration.js';
import type { Instant } from '../../domain/time/instant.js';
import type { ActivityLog } from '../ports/activity-log.js';
import type { AlertRepository } from '../ports/alert-repository.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { LiveChannel } from '../ports/live-channel.js';
import { raisedMessage, resolvedMessage } from './alert-messages.js';
import type { AlertViews } from './alert-views.js';
import type { AnnounceAlert } from './announce-alert.js';
import type { NotifyAdministrators } from './notify-administrators.js';

/** Of a flood, so many failures tell well enough who is behind it. */
const MOST_LOOKED_AT = 10_000;

interface Look {
  readonly now: Instant;
  /** When the window begins that ends now. */
  readonly from: Instant;
  /** In that window. */
  readonly failures: number;
}

/**
 * Job `login-spike`: one alert an incident, told to every administrator, and told again when it is over. While the spike
 * grows the alert follows it; it keeps the figures of its height.
 */
export class WatchLogins {
  constructor(
    private readonly activities: ActivityLog,
    private readonly alerts: AlertRepository,
    private readonly views: AlertViews,
    private readonly notify: NotifyAdministrators,
    private readonly live: LiveChannel,
    private readonly announce: AnnounceAlert,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly settings: SpikeSettings,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    const from = now - this.settings.window * MINUTE;
    const failures = await this.activities.count({ types: ['login-failed'], from });
    const spike = failures >= this.settings.min && isSpike(failures, await this.baseline(now), this.settings);
    const current = await this.alerts.current();
    if (current === undefined) {
      if (spike) await this.open({ now, from, failures });
    } else if (spike) await this.follow(current, { now, from, failures });
    else if (isOver(current, now, this.settings)) await this.resolve(current, now);
  }

  private async baseline(now: Instant): Promise<readonly number[]> {
    return Promise.all(baselineHours(now).map((hour) => this.activities.count({ types: ['login-failed'], ...hour })));
  }

  private async open(look: Look): Promise<void> {
    const { now } = look;
    const times = { startedAt: now, lastSpikeAt: now, resolvedAt: null };
    const alert = { id: this.ids.next(), ...(await this.figures(look)), announced: [], ...times };
    if (!(await this.alerts.open(alert))) return;
    await this.show(alert);
    await this.tell(alert);
  }

  private async follow(current: LoginAlert, look: Look): Promise<void> {
    const figures = look.failures > current.failures ? await this.figures(look) : undefined;
    const alert = await this.alerts.update(current.id, (stored) => spikeContinues(stored, look.now, figures));
    if (alert === undefined) return;
    if (figures !== undefined) await this.show(alert);
    // Each administrator has it once: this is for whom a crash left out.
    await this.tell(alert);
  }

  private async resolve(alert: LoginAlert, now: Instant): Promise<void> {
    const message = resolvedMessage(await this.views.one(alert), this.settings.window);
    await this.notify.execute({ type: 'login-spike-resolved', key: `login-spike-resolved:${alert.id}`, message });
    // Before it is noted, so that no crash leaves it out; the job waits for that.
    await this.announce.execute(alert, 'resolved');
    const resolved = await this.alerts.update(alert.id, (stored) => ({ ...stored, resolvedAt: now }));
    if (resolved !== undefined) await this.show(resolved);
  }

  private async figures({ from, failures }: Look): Promise<SpikeFigures> {
    return spikeFigures(failures, await this.activities.failedLogins(from, MOST_LOOKED_AT));
  }

  private async show(alert: LoginAlert): Promise<void> {
    await this.live.sendToAdministrators({ event: 'alert', payload: await this.views.one(alert) });
  }

  private async tell(alert: LoginAlert): Promise<void> {
    const message = raisedMessage(await this.views.one(alert), this.settings.window);
    await this.notify.execute({ type: 'login-spike', key: `login-spike:${alert.id}`, message });
    await this.announce.execute(alert, 'opened');
  }
}
