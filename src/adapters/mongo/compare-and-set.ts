import type { Model, QueryFilter } from 'mongoose';
import { answerOf, isDuplicateKey } from './mongo-errors.js';

/** What every document of an aggregate has: our id, and a number that grows with each write. */
export interface Stored {
  readonly _id: string;
  readonly revision: number;
}

/** A document without what `compare-and-set` keeps itself. */
export type Content<S extends Stored> = Omit<S, keyof Stored>;

/**
 * Inserts a document of revision 0.
 * @returns false if a unique index, that of the ids or another, already holds one of its values
 */
export async function insertIfAbsent<S extends Stored>(
  model: Model<S>,
  id: string,
  content: Content<S>,
): Promise<boolean> {
  try {
    await answerOf(model.bulkWrite([{ insertOne: { document: { ...content, _id: id, revision: 0 } as never } }]));
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/**
 * Replaces a document by what `change` makes of it, again from the start if another writer was faster: of racing
 * updates all count, and one of them always comes through. A throw of `change` writes nothing, nor does a `change` that
 * returns its argument.
 * @returns the document as written, `undefined` for an unknown id
 * @throws the driver's duplicate key error if a unique index holds one of the new values
 */
export async function updateStored<S extends Stored>(
  model: Model<S>,
  id: string,
  change: (stored: S) => Content<S>,
): Promise<S | undefined> {
  for (;;) {
    const stored = await findStored(model, id);
    if (stored === undefined) return undefined;
    const content = change(stored);
    if (content === stored) return stored;
    const written = await replaced(model, stored, content);
    if (written !== undefined) return written;
  }
}

/**
 * As `updateStored`, and `change(undefined)` makes a document that is not there yet. For collections without a unique
 * index but that of the ids.
 */
export async function upsertStored<S extends Stored>(
  model: Model<S>,
  id: string,
  change: (stored: S | undefined) => Content<S>,
): Promise<S> {
  for (;;) {
    const stored = await findStored(model, id);
    const content = change(stored);
    if (stored !== undefined) {
      if (content === stored) return stored;
      const written = await replaced(model, stored, content);
      if (written !== undefined) return written;
    } else if (await insertIfAbsent(model, id, content)) {
      return { ...content, _id: id, revision: 0 } as S;
    }
  }
}

export async function findStored<S extends Stored>(model: Model<S>, id: string): Promise<S | undefined> {
  return ((await answerOf(model.findById(id).lean().exec())) as S | null) ?? undefined;
}

async function replaced<S extends Stored>(model: Model<S>, stored: S, content: Content<S>): Promise<S | undefined> {
  const revision = stored.revision + 1;
  const unchanged = { _id: stored._id, revision: stored.revision } as QueryFilter<S>;
  const { matchedCount } = await answerOf(model.replaceOne(unchanged, { ...content, revision }).exec());
  return matchedCount === 1 ? ({ ...content, _id: stored._id, revision } as S) : undefined;
}
