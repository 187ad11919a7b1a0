import type { Background } from '../../application/background.js';
import type { ConnectDevice } from '../../application/notification/connect-device.js';
import type { DisconnectDevice } from '../../application/notification/disconnect-device.js';
import type { RenewPresence } from '../../application/notification/renew-presence.js';
import type { SweepPresence } from '../../application/notification/sweep-presence.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
import type { Devices } from './devices.js';

export interface PresenceUseCases {
  readonly connectDevice: ConnectDevice;
  readonly disconnectDevice: DisconnectDevice;
  readonly renewPresence: RenewPresence;
  readonly sweepPresence: SweepPresence;
}

const SWEEP_MS = 1000;

/** Says who is connected to this process, again and again; and notices, for all processes, who is gone. */
export class PresenceHeartbeat {
  private readonly changes = new Map<string, Promise<void>>();
  private readonly timers = new Map<string, Cancel>();
  /** Whose last change could not be told: they may count as gone while they are here. */
  private readonly untold = new Set<string>();

  /** @param node the name of this process, of which nobody else ever had it */
  constructor(
    private readonly node: string,
    private readonly devices: Devices,
    private readonly useCases: PresenceUseCases,
    private readonly ttlMs: number,
    private readonly background: Background,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @param onReturn called with users who are here but counted as gone, or may have: nothing was routed to them then */
  start(onReturn: (userIds: readonly string[]) => void): void {
    this.repeat('renew presence', this.ttlMs / 3, async () => {
      const userIds = this.devices.userIds();
      const untold = [...this.untold];
      const back = await this.useCases.renewPresence.execute({ node: this.node, userIds });
      for (const userId of untold) this.untold.delete(userId);
      // Who has gone meanwhile may have been renewed after that was told.
      for (const userId of userIds) if (!this.devices.has(userId)) void this.changed(userId);
      onReturn([...new Set([...back, ...untold])]);
    });
    this.repeat('sweep presence', SWEEP_MS, () => this.useCases.sweepPresence.execute());
  }

  /** What has begun goes on in the background. */
  stop(): void {
    for (const cancel of this.timers.values()) cancel();
  }

  /**
   * The first socket of a user here has opened, or the last has closed. Changes of one user are said one after the other,
   * each as it is by then. Never rejects: the heartbeat says it again.
   */
  changed(userId: string): Promise<void> {
    const before = this.changes.get(userId) ?? Promise.resolve();
    const change = before
      .then(() => this.say(userId))
      .catch((error: unknown) => {
        this.untold.add(userId);
        this.log.warn({ error, userId }, 'presence could not be told');
      })
      .finally(() => {
        if (this.changes.get(userId) === change) this.changes.delete(userId);
      });
    this.changes.set(userId, change);
    this.background.run('presence', () => change);
    return change;
  }

  private say(userId: string): Promise<void> {
    const { connectDevice, disconnectDevice } = this.useCases;
    return (this.devices.has(userId) ? connectDevice : disconnectDevice).execute({ userId, node: this.node });
  }

  private repeat(name: string, everyMs: number, work: () => Promise<void>): void {
    const cancel = this.clock.after(everyMs, () => {
      this.repeat(name, everyMs, work);
      this.background.run(name, work);
    });
    this.timers.set(name, cancel);
  }
}
