import { mongo } from 'mongoose';
import { within } from '../../application/deadline.js';
import { DomainError } from '../../domain/errors.js';
import { SystemClock } from '../system/system-clock.js';

/** Errors of the driver and of mongoose that say: not now. */
const AWAY: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoSystemError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoServerClosedError',
  'MongoClientClosedError',
  'MongoOperationTimeoutError',
  'MongoStalePrimaryError',
  'MongoWriteConcernError',
]);

/** Codes by which a server says it: broken inside, out of time, shutting down, stepping down, disk full. */
const AWAY_CODES: ReadonlySet<unknown> = new Set([
  1, 6, 7, 50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 14031,
]);

/** Whoever waits for an answer is told within seconds that there is none. */
const PATIENCE_MS = 2500;
const clock = new SystemClock();

/**
 * What the store answers, to what is soon done. A server that takes connections and greets, but is stuck behind that, is
 * none that the driver sees as away.
 * @throws DomainError `storage-unavailable` if it does not, or not in time: a write may still land
 */
export function answerOf<T>(operation: PromiseLike<T>): Promise<T> {
  const answer = within(PATIENCE_MS, clock, operation, () => {
    throw new mongo.MongoNetworkTimeoutError(`no answer within ${PATIENCE_MS} ms`);
  });
  return lateAnswerOf(answer);
}

/** As `answerOf`, to what may go through much of a collection: it takes as long as the line stays open. */
export async function lateAnswerOf<T>(operation: PromiseLike<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    if (!isAway(error)) throw error;
    const details = { retryAfter: 2 };
    throw new DomainError('unavailable', 'storage-unavailable', 'The store is away.', details, { cause: error });
  }
}

/** Whether a write was refused because a unique index already holds the values. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}

/** Codes of a write that met another one and lost: MongoDB's own, and the deadlock of a server on PostgreSQL. */
const CONFLICT_CODES: ReadonlySet<unknown> = new Set([112, 16908292]);

/** Whether a write was given up because it met another one: it may be tried again. */
export function isWriteConflict(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && CONFLICT_CODES.has(error.code);
}

/** Of an unordered bulk write: which of its writes were refused, by their index, and why. Empty for any other error. */
export function refusals(error: unknown): ReadonlyMap<number, Error> {
  if (!(error instanceof mongo.MongoBulkWriteError)) return new Map();
  return new Map(
    [error.writeErrors].flat().map(({ index, code, errmsg = '' }) => {
      return [index, new mongo.MongoServerError({ message: errmsg, code })];
    }),
  );
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // What the system says of a connection that broke just then, the driver may hand on as it is.
  if (AWAY.has(error.name) || 'syscall' in error) return true;
  // A bulk write wraps what kept it from the server.
  if (error instanceof mongo.MongoServerError) return AWAY_CODES.has(error.code) || isAway(error.errorResponse);
  return error.name === 'MongooseError' && /initial connection|force closed/.test(error.message);
}
