import type { Model } from 'mongoose';
import { answerOf, isDuplicateKey, isWriteConflict } from './mongo-errors.js';

/** A write that is repeated until no other one was in its way. */
export async function repeated<T>(write: () => PromiseLike<T>): Promise<T> {
  for (;;) {
    try {
      return await answerOf(write());
    } catch (error) {
      if (!isDuplicateKey(error) && !isWriteConflict(error)) throw error;
    }
  }
}

/**
 * Inserts those documents whose id is not there yet. Racing writers do this and then update: of two upserts that meet on
 * a new document, not every server keeps both.
 */
export async function insertMissing<S>(model: Model<S>, documents: readonly S[]): Promise<void> {
  const writes = documents.map((document) => ({ insertOne: { document: document as never } }));
  for (;;) {
    try {
      await answerOf(model.bulkWrite(writes, { ordered: false, throwOnValidationError: true }));
      return;
    } catch (error) {
      if (isDuplicateKey(error)) return;
      if (!isWriteConflict(error)) throw error;
    }
  }
}
