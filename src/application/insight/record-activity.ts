import { changesMetrics } from '../../domain/insight/metrics.js';
import type { Activity } from '../../domain/insight/activity.js';
import type { ActivityLog } from '../ports/activity-log.js';
import type { Cache } from '../ports/cache.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';

/** Something that happened. With an `id`, recording it again changes nothing. */
export type ActivityDraft = Omit<Activity, 'id' | 'at'> & { readonly id?: string };

/** Deleted by whatever changes a figure; what was counted before is then no longer shown. */
export const METRICS_STAMP = 'metrics:stamp';

/** Deleted by whatever is recorded. */
export const ACTIVITY_STAMP = 'activity:stamp';

/** The one writer of the activity log. */
export class RecordActivity {
  constructor(
    private readonly log: ActivityLog,
    private readonly cache: Cache,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  async execute(draft: ActivityDraft): Promise<void> {
    const { type, userId, role, ip, userAgent, details } = draft;
    const id = draft.id ?? this.ids.next();
    await this.log.append({ id, type, userId, role, at: this.clock.now(), ip, userAgent, details });
    const stamps = changesMetrics(type) ? [ACTIVITY_STAMP, METRICS_STAMP] : [ACTIVITY_STAMP];
    await Promise.all(stamps.map((stamp) => this.cache.delete(stamp)));
  }
}
