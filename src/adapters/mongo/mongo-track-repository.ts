import { trusted, type Connection, type QueryFilter } from 'mongoose';
import type { TrackHead, TrackRepository, Walked } from '../../application/ports/track-repository.js';
import type { GpsPoint } from '../../domain/movement/gps-point.js';
import { LONGEST_GAP_MS } from '../../domain/movement/plausibility.js';
import type { QuarterHour } from '../../domain/movement/track.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';
import { insertMissing } from './write-conflicts.js';
import { putBest } from './gps-points.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';
import { replaceFenced } from './quarter-hours.js';
import { trackModels, type StoredHead, type StoredQuarter, type TrackModels } from './track-documents.js';

/** The one document of what is kept of all users. */
const RETENTION = 'points';

/** GPS points and quarter-hours in MongoDB. */
export class MongoTrackRepository implements TrackRepository {
  private readonly models: TrackModels;

  constructor(connection: Connection) {
    this.models = trackModels(connection);
  }

  async head(userId: string): Promise<TrackHead> {
    return headOf(await answerOf(this.models.heads.findById(userId).lean<StoredHead>().exec()));
  }

  async markDirty(userId: string, from: Instant, to: Instant): Promise<TrackHead> {
    const change = { $inc: { version: 1 }, $min: { dirtyFrom: from }, $max: { dirtyTo: to }, $set: { dirty: userId } };
    for (;;) {
      const query = this.models.heads.findOneAndUpdate({ _id: userId }, change, { returnDocument: 'after' });
      const marked = await answerOf(query.lean<StoredHead>().exec());
      if (marked !== null) return headOf(marked);
      await insertMissing(this.models.heads, [{ _id: userId, version: 0 }]);
    }
  }

  async markClean(userId: string, version: number): Promise<boolean> {
    const change = { $unset: { dirtyFrom: 1, dirtyTo: 1, dirty: 1 } } as const;
    const { matchedCount } = await answerOf(this.models.heads.updateOne({ _id: userId, version }, change).exec());
    return matchedCount === 1;
  }

  async dirty(limit: number, after = ''): Promise<readonly string[]> {
    const query = this.models.heads.find({ dirty: trusted({ $gt: after }) }, { _id: 1 }).sort({ dirty: 1 });
    return (await answerOf(query.limit(limit).lean<{ _id: string }[]>().exec())).map(({ _id }) => _id);
  }

  async putPoints(userId: string, points: readonly GpsPoint[]): Promise<void> {
    if (points.length === 0) return;
    const dropped = await this.underTombstones(userId, points);
    const kept = points.filter((point) => !dropped.has(point.at));
    await putBest(this.models.points, userId, kept);
    // A tombstone that came in the meantime has perhaps removed its points before they were there.
    const buried = await this.underTombstones(userId, points);
    if (buried.size === 0) return;
    await lateAnswerOf(this.models.points.deleteMany({ userId, at: trusted({ $in: [...buried] }) }).exec());
  }

  async points(userId: string, range: InstantRange, limit: number): Promise<readonly GpsPoint[]> {
    return this.findPoints(userId, range, 1, limit);
  }

  async latestPoints(userId: string, range: InstantRange, limit: number): Promise<readonly GpsPoint[]> {
    return this.findPoints(userId, range, -1, limit);
  }

  async removePoints(userId: string, range: InstantRange, until: Instant): Promise<void> {
    const { from, to } = range;
    await answerOf(this.models.tombstones.bulkWrite([{ insertOne: { document: { userId, from, to, until } } }]));
    await lateAnswerOf(this.models.points.deleteMany({ userId, at: within(range) }).exec());
  }

  async quarterBefore(userId: string, instant: Instant): Promise<QuarterHour | undefined> {
    return (await this.findQuarters({ userId, start: trusted({ $lt: instant }) }, -1, 1))[0];
  }

  async quarters(userId: string, range: InstantRange): Promise<readonly QuarterHour[]> {
    return this.findQuarters({ userId, start: within(range) }, 1, 0);
  }

  async replaceQuarters(
    userId: string,
    range: InstantRange,
    quarters: readonly QuarterHour[],
    version: number,
  ): Promise<boolean> {
    const widening = { $min: { dirtyFrom: range.from }, $max: { dirtyTo: range.to - 1 }, $set: { dirty: userId } };
    return replaceFenced(this.models.quarters, { userId, range, quarters, version }, async () => {
      const { matchedCount } = await answerOf(this.models.heads.updateOne({ _id: userId, version }, widening).exec());
      return matchedCount === 1;
    });
  }

  async walked(range: InstantRange, userIds?: readonly string[]): Promise<Walked> {
    // A line back over a gap gives to earlier quarter-hours too.
    const start = { $gte: range.from, $lt: range.to + LONGEST_GAP_MS };
    const [sum] = await lateAnswerOf(
      this.models.quarters
        .aggregate<Walked>([
          { $match: { start, quarter: { $ne: null }, ...(userIds && { userId: { $in: userIds } }) } },
          { $unwind: '$quarter.credits' },
          { $match: { 'quarter.credits.quarter': { $gte: range.from, $lt: range.to } } },
          {
            $group: {
              _id: null,
              metres: { $sum: '$quarter.credits.metres' },
              points: { $sum: '$quarter.credits.points' },
            },
          },
          { $project: { _id: 0 } },
        ])
        .exec(),
    );
    return sum ?? { metres: 0, points: 0 };
  }

  async retainedFrom(): Promise<Instant> {
    return (await answerOf(this.models.retention.findById(RETENTION).lean().exec()))?.retainedFrom ?? 0;
  }

  async removePointsBefore(instant: Instant, now: Instant): Promise<number> {
    const noting = { $max: { retainedFrom: instant } };
    await insertMissing(this.models.retention, [{ _id: RETENTION, retainedFrom: 0 }]);
    await answerOf(this.models.retention.updateOne({ _id: RETENTION }, noting).exec());
    await lateAnswerOf(this.models.tombstones.deleteMany({ until: trusted({ $lte: now }) }).exec());
    const { deletedCount } = await lateAnswerOf(
      this.models.points.deleteMany({ at: trusted({ $lt: instant }) }).exec(),
    );
    return deletedCount;
  }

  async remove(userId: string): Promise<void> {
    // The head first: without it nobody replaces quarter-hours any more.
    await answerOf(this.models.heads.deleteOne({ _id: userId }).exec());
    await lateAnswerOf(this.models.quarters.deleteMany({ userId }).exec());
    await lateAnswerOf(this.models.points.deleteMany({ userId }).exec());
    await lateAnswerOf(this.models.tombstones.deleteMany({ userId }).exec());
  }

  /** The instants of those points that are to be dropped. */
  private async underTombstones(userId: string, points: readonly GpsPoint[]): Promise<ReadonlySet<Instant>> {
    const instants = points.map(({ at }) => at);
    const first = instants.reduce((a, b) => Math.min(a, b));
    const last = instants.reduce((a, b) => Math.max(a, b));
    const filter = { userId, to: trusted({ $gt: first }), from: trusted({ $lte: last }) };
    const tombstones = await answerOf(this.models.tombstones.find(filter).lean().exec());
    return new Set(instants.filter((at) => tombstones.some(({ from, to }) => from <= at && at < to)));
  }

  private async findPoints(
    userId: string,
    range: InstantRange,
    order: 1 | -1,
    limit: number,
  ): Promise<readonly GpsPoint[]> {
    const query = this.models.points.find({ userId, at: within(range) }, { _id: 0, userId: 0, revision: 0 });
    return answerOf(query.sort({ at: order }).limit(limit).lean<GpsPoint[]>().exec());
  }

  /** @param limit 0 is none */
  private async findQuarters(filter: QueryFilter<StoredQuarter>, order: 1 | -1, limit: number): Promise<QuarterHour[]> {
    const written = { ...filter, quarter: trusted({ $ne: null }) };
    const query = this.models.quarters.find(written).sort({ start: order }).limit(limit);
    const found = await answerOf(query.lean<{ quarter: QuarterHour }[]>().exec());
    return found.map(({ quarter }) => quarter);
  }
}

function headOf(stored: StoredHead | null): TrackHead {
  return { version: stored?.version ?? 0, dirtyFrom: stored?.dirtyFrom ?? null, dirtyTo: stored?.dirtyTo ?? null };
}

function within(range: InstantRange): { $gte: Instant; $lt: Instant } {
  return trusted({ $gte: range.from, $lt: range.to });
}
