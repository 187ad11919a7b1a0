import { trusted, type Model, type QueryFilter } from 'mongoose';
import { Batcher } from './batcher.js';
import { answerOf, isDuplicateKey, refusals } from './mongo-errors.js';

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
  const refusal = await together(model).inserts.ask(await checked(model, { ...content, _id: id, revision: 0 } as S));
  if (refusal !== undefined && !isDuplicateKey(refusal)) throw refusal;
  return refusal === undefined;
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
  return together(model).finds.ask(id);
}

async function replaced<S extends Stored>(model: Model<S>, stored: S, content: Content<S>): Promise<S | undefined> {
  const revision = stored.revision + 1;
  const unchanged = { _id: stored._id, revision: stored.revision } as QueryFilter<S>;
  const { matchedCount } = await answerOf(model.replaceOne(unchanged, { ...content, revision }).exec());
  return matchedCount === 1 ? ({ ...content, _id: stored._id, revision } as S) : undefined;
}

/** What many callers want from one collection goes to the server together. */
interface Together<S extends Stored> {
  readonly finds: Batcher<string, S | undefined>;
  readonly inserts: Batcher<S, Error | undefined>;
}

const TOGETHER = new WeakMap<object, Together<Stored>>();

function together<S extends Stored>(model: Model<S>): Together<S> {
  const known = TOGETHER.get(model) as Together<S> | undefined;
  if (known !== undefined) return known;
  const made = {
    finds: new Batcher((ids: readonly string[]) => findAll(model, ids)),
    inserts: new Batcher((documents: readonly S[]) => insertAll(model, documents)),
  };
  TOGETHER.set(model, made as unknown as Together<Stored>);
  return made;
}

async function findAll<S extends Stored>(model: Model<S>, ids: readonly string[]): Promise<readonly (S | undefined)[]> {
  const filter = { _id: ids.length === 1 ? ids[0] : trusted({ $in: ids }) } as QueryFilter<S>;
  const found = (await answerOf(model.find(filter).lean().exec())) as S[];
  const byId = new Map(found.map((stored) => [stored._id, stored]));
  // Nobody gets a document that somebody else has.
  return ids.map((id) => structuredClone(byId.get(id)));
}

/** @throws what mongoose says about a document that is not of the schema: it is not to spoil those that go with it */
async function checked<S extends Stored>(model: Model<S>, document: S): Promise<S> {
  const cast = new model(document);
  await cast.validate();
  return cast.toObject();
}

/** Returns for each why it was refused, `undefined` if it was inserted. */
async function insertAll<S extends Stored>(
  model: Model<S>,
  documents: readonly S[],
): Promise<readonly (Error | undefined)[]> {
  try {
    await answerOf(model.collection.insertMany(documents as never, { ordered: false }));
    return documents.map(() => undefined);
  } catch (error) {
    const refused = refusals(error);
    if (refused.size === 0) throw error;
    return documents.map((_, index) => refused.get(index));
  }
}
