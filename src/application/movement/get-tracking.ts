import { currentTracking, NEVER_TRACKED, type Tracking } from '../../domain/movement/tracking.js';
import { toIsoOrNull } from '../../domain/time/instant.js';
import type { TrackingRepository } from '../ports/tracking-repository.js';

/** `since` is null for a user who never said. */
export interface TrackingView {
  readonly active: boolean;
  readonly since: string | null;
}

/** Whether a user is tracked. */
export class GetTracking {
  constructor(private readonly tracking: TrackingRepository) {}

  async execute({ userId }: { readonly userId: string }): Promise<TrackingView> {
    return trackingView((await this.tracking.get(userId)) ?? NEVER_TRACKED);
  }
}

export function trackingView(tracking: Tracking): TrackingView {
  const { active, since } = currentTracking(tracking);
  return { active, since: toIsoOrNull(since) };
}
