import { withBeat } from '../../domain/hydration/uptime.js';
import type { Clock } from '../ports/clock.js';
import type { UptimeRepository } from '../ports/uptime-repository.js';

/** The heartbeat of a process that accepts intakes: at its start and each minute. */
export class RecordUptime {
  constructor(
    private readonly uptime: UptimeRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    await this.uptime.update((uptime) => withBeat(uptime, now));
  }
}
