import type { LoginAlert } from '../../domain/insight/login-spike.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Position } from '../paging.js';

export interface AlertRepository {
  /** Insert if absent, by id, and only if no alert is open; true if it was stored. */
  open(alert: LoginAlert): Promise<boolean>;
  get(id: string): Promise<LoginAlert | undefined>;
  /** The one that is not resolved. */
  current(): Promise<LoginAlert | undefined>;
  /** As in every repository: pure change, may run again, a throw writes nothing, `undefined` for an unknown id. */
  update(id: string, change: (alert: LoginAlert) => LoginAlert): Promise<LoginAlert | undefined>;
  /** Newest first (key = startedAt). */
  list(after: Position | undefined, limit: number): Promise<readonly LoginAlert[]>;
  /** Removes the resolved ones that started before; returns how many. */
  removeBefore(instant: Instant): Promise<number>;
}
