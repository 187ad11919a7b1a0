import { trusted, type Connection, type Model, type QueryFilter } from 'mongoose';
import type { Position } from '../../application/paging.js';
import type { ActivityFilter, ActivityLog } from '../../application/ports/activity-log.js';
import type { Activity } from '../../domain/insight/activity.js';
import type { FailedLogin } from '../../domain/insight/spike-figures.js';
import type { Instant } from '../../domain/time/instant.js';
import { insertIfAbsent } from './compare-and-set.js';
import { allOf, behind, oneOf, within } from './filters.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';
import { aggregateOf, contentOf, storedSchema, type StoredOf } from './stored-schema.js';

type StoredActivity = StoredOf<Activity>;

const activities = storedSchema<StoredActivity>({
  type: String,
  userId: String,
  role: String,
  at: Number,
  ip: String,
  userAgent: String,
  details: Object,
})
  .index({ at: 1, _id: 1 })
  .index({ userId: 1, at: 1, _id: 1 })
  .index({ type: 1, at: 1, _id: 1 })
  .index({ role: 1, at: 1, _id: 1 })
  .index({ role: 1, type: 1, at: 1, _id: 1 });

/** What accounts did, in MongoDB. */
export class MongoActivityLog implements ActivityLog {
  private readonly activities: Model<StoredActivity>;

  constructor(connection: Connection) {
    this.activities = connection.model<StoredActivity>('Activity', activities, 'activities');
  }

  async append(activity: Activity): Promise<void> {
    await insertIfAbsent(this.activities, activity.id, contentOf(activity));
  }

  async list(filter: ActivityFilter, after: Position | undefined, limit: number): Promise<readonly Activity[]> {
    const rest = behind<StoredActivity>('at', -1, after);
    const query = this.activities
      .find(allOf(conditionOf(filter), rest))
      .sort({ at: -1, _id: -1 })
      .limit(limit);
    return (await answerOf(query.lean().exec())).map((stored) => aggregateOf<Activity>(stored));
  }

  async count(filter: ActivityFilter): Promise<number> {
    return lateAnswerOf(this.activities.countDocuments(conditionOf(filter)).exec());
  }

  async failedLogins(from: Instant, limit: number): Promise<readonly FailedLogin[]> {
    const query = this.activities
      .find(conditionOf({ types: ['login-failed'], from }))
      .select({ userId: 1, 'details.account': 1, ip: 1 })
      .sort({ at: -1, _id: -1 })
      .limit(limit);
    const found = await answerOf(query.lean().exec());
    return found.map(({ userId, details, ip }) => ({ userId, account: textOrNull(details['account']), ip }));
  }

  async pseudonymise(userId: string): Promise<void> {
    const forgotten = { $set: { userId: null, ip: null, userAgent: null, details: {} }, $inc: { revision: 1 } };
    await lateAnswerOf(this.activities.updateMany({ userId }, forgotten).exec());
  }

  async removeBefore(instant: Instant): Promise<number> {
    const older = { at: trusted({ $lt: instant }) };
    return (await lateAnswerOf(this.activities.deleteMany(older).exec())).deletedCount;
  }
}

function conditionOf(filter: ActivityFilter): QueryFilter<StoredActivity> {
  return allOf<StoredActivity>(
    oneOf('type', filter.types),
    filter.userId === undefined ? undefined : { userId: filter.userId },
    filter.role && { role: filter.role },
    within('at', filter),
  );
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
