import type { Broadcast } from '../../domain/notification/broadcast.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Position } from '../paging.js';

export interface BroadcastRepository {
  /** Insert if absent, by id; the stored one is returned. */
  add(broadcast: Broadcast): Promise<Broadcast>;
  get(id: string): Promise<Broadcast | undefined>;
  /** As in every repository: pure change, may run again, a throw writes nothing, `undefined` for an unknown id. */
  update(id: string, change: (broadcast: Broadcast) => Broadcast): Promise<Broadcast | undefined>;
  /** Those for many, newest first by (createdAt, id) (key = createdAt); at most `limit` behind `after`. */
  list(after: Position | undefined, limit: number): Promise<readonly Broadcast[]>;
  /** Those for one user that `createdBy` has scheduled and whose time has not come, newest first (key = createdAt). */
  scheduledBy(createdBy: string, after: Position | undefined, limit: number): Promise<readonly Broadcast[]>;
  /** How many that are. */
  countScheduledBy(createdBy: string): Promise<number>;
  /** Those whose `sendAt` has come and that are not finished, by (sendAt, id) (key = sendAt). */
  due(now: Instant, after: Position | undefined, limit: number): Promise<readonly Broadcast[]>;
  /** Removes those for this user. */
  removeOfUser(userId: string): Promise<void>;
  /** Removes those for one user that were finished before; returns how many. */
  removeFinishedBefore(before: Instant): Promise<number>;
}
