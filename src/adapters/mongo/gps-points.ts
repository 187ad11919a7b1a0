import { trusted, type Model } from 'mongoose';
import { preferred, type GpsPoint } from '../../domain/movement/gps-point.js';
import type { Instant } from '../../domain/time/instant.js';
import { answerOf, isDuplicateKey, isWriteConflict } from './mongo-errors.js';
import type { StoredPoint } from './track-documents.js';

/**
 * Stores points of one user by their instant. Where one is stored, the preferred of the two stays: whoever lost a race
 * looks again at what is stored now.
 */
export async function putBest(model: Model<StoredPoint>, userId: string, points: readonly GpsPoint[]): Promise<void> {
  const best = bestByInstant(points);
  while (best.size > 0) {
    const stored = await storedAt(model, userId, [...best.keys()]);
    for (const known of stored) {
      const point = best.get(known.at);
      if (point !== undefined && preferred(known, point) === known) best.delete(known.at);
    }
    if (await written(model, userId, [...best.values()], stored)) return;
  }
}

/** @returns false if another writer was faster at one of the instants: the others are written */
async function written(
  model: Model<StoredPoint>,
  userId: string,
  points: readonly GpsPoint[],
  stored: readonly StoredPoint[],
): Promise<boolean> {
  const revisions = new Map(stored.map(({ at, revision }) => [at, revision]));
  const writes = points.map((point) => writeOf(userId, point, revisions.get(point.at)));
  try {
    const options = { ordered: false, throwOnValidationError: true };
    const { insertedCount, matchedCount } = await answerOf(model.bulkWrite(writes, options));
    return insertedCount + matchedCount === writes.length;
  } catch (error) {
    if (isDuplicateKey(error) || isWriteConflict(error)) return false;
    throw error;
  }
}

function writeOf(userId: string, point: GpsPoint, revision: number | undefined) {
  const _id = `${userId}/${point.at}`;
  if (revision === undefined) return { insertOne: { document: { ...point, _id, userId, revision: 0 } } };
  const replacement = { ...point, userId, revision: revision + 1 };
  return { replaceOne: { filter: { _id, revision }, replacement } };
}

function storedAt(
  model: Model<StoredPoint>,
  userId: string,
  instants: readonly Instant[],
): Promise<readonly StoredPoint[]> {
  return answerOf(
    model
      .find({ userId, at: trusted({ $in: instants }) })
      .lean<StoredPoint[]>()
      .exec(),
  );
}

function bestByInstant(points: readonly GpsPoint[]): Map<Instant, GpsPoint> {
  const best = new Map<Instant, GpsPoint>();
  // In one order, so that writers who meet wait for each other in one direction.
  for (const point of points.toSorted((a, b) => a.at - b.at)) {
    const other = best.get(point.at);
    best.set(point.at, other === undefined ? point : preferred(other, point));
  }
  return best;
}
