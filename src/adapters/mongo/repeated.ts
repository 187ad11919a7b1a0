import { answerOf, isDuplicateKey, isWriteConflict } from './mongo-errors.js';

/**
 * A write that is repeated until no other one was in its way. Upserts that meet on a new document find it there when
 * they try again: a server may tell one of them of a duplicate key.
 */
export async function repeated<T>(write: () => PromiseLike<T>): Promise<T> {
  for (;;) {
    try {
      return await answerOf(write());
    } catch (error) {
      if (!isDuplicateKey(error) && !isWriteConflict(error)) throw error;
    }
  }
}
