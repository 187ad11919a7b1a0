import type { Uptime } from '../../domain/hydration/uptime.js';

/** When intakes were accepted: one record for the whole deployment. */
export interface UptimeRepository {
  get(): Promise<Uptime | undefined>;
  /** As in every repository: pure change, may run again, a throw writes nothing. */
  update(change: (uptime: Uptime | undefined) => Uptime): Promise<Uptime>;
}
