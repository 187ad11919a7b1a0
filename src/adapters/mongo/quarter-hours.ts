import { trusted, type Model } from 'mongoose';
import type { QuarterHour } from '../../domain/movement/track.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';
import { answerOf } from './mongo-errors.js';
import { insertMissing } from './write-conflicts.js';
import type { StoredQuarter } from './track-documents.js';

/** What replaces the quarter-hours of a range, by which version of the head. */
export interface Replacement {
  readonly userId: string;
  readonly range: InstantRange;
  readonly quarters: readonly QuarterHour[];
  readonly version: number;
}

/**
 * Replaces without a transaction, so that a worker that was overtaken may stop or go on at any point:
 * 1. claim a document for each quarter-hour; a claim shows nothing and takes nothing away;
 * 2. only then ask whether the head is still at the version, and make the range dirty in the same step (`widen`):
 *    whoever raises the version from here on has to fold the whole range again;
 * 3. write into the claimed documents and remove the others, each only if no higher version has claimed it.
 * A worker of a higher version, which begins behind step 2, finds every document that this one may still write to, and
 * claims or removes it.
 * @returns false if the head is at another version
 */
export async function replaceFenced(
  model: Model<StoredQuarter>,
  replacement: Replacement,
  widen: () => Promise<boolean>,
): Promise<boolean> {
  await claim(model, replacement);
  if (await widen()) return write(model, replacement);
  await dropClaims(model, replacement);
  return false;
}

async function claim(model: Model<StoredQuarter>, { userId, quarters, version }: Replacement): Promise<void> {
  const claims = quarters.map(({ start }) => ({ _id: idOf(userId, start), userId, start, version, quarter: null }));
  const ids = trusted({ $in: claims.map(({ _id }) => _id) });
  const raised = async (): Promise<number> =>
    (await answerOf(model.updateMany({ _id: ids }, { $max: { version } }).exec())).matchedCount;
  while (claims.length > 0 && (await raised()) < claims.length) await insertMissing(model, claims);
}

async function write(model: Model<StoredQuarter>, { userId, range, quarters, version }: Replacement): Promise<boolean> {
  const listed = quarters.map(({ start }) => start);
  const others = trusted({ $gte: range.from, $lt: range.to, $nin: listed });
  const { matchedCount } = await answerOf(
    model.bulkWrite([
      { deleteMany: { filter: { userId, start: others, version: trusted({ $lte: version }) } } },
      ...quarters.map((quarter) => ({
        updateOne: { filter: { _id: idOf(userId, quarter.start), version }, update: { $set: { quarter } } },
      })),
    ]),
  );
  return matchedCount === quarters.length;
}

/** Nothing was written under them. */
async function dropClaims(model: Model<StoredQuarter>, { userId, quarters, version }: Replacement): Promise<void> {
  const ids = quarters.map(({ start }) => idOf(userId, start));
  await answerOf(model.deleteMany({ _id: trusted({ $in: ids }), version, quarter: null }).exec());
}

function idOf(userId: string, start: Instant): string {
  return `${userId}/${start}`;
}
