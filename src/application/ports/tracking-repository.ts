import type { Tracking } from '../../domain/movement/tracking.js';

/** When a user wanted to be tracked. */
export interface TrackingRepository {
  /** `undefined` if the user never said. */
  get(userId: string): Promise<Tracking | undefined>;
  /** As in every repository: pure change, may run again, a throw writes nothing. */
  update(userId: string, change: (tracking: Tracking | undefined) => Tracking): Promise<Tracking>;
  remove(userId: string): Promise<void>;
}
