import { invalidField, type DomainError } from '../domain/errors.js';

/** Where a list goes on: behind the item with this sort key and id. */
export interface Position {
  /** Null for an item that has none, in a list where those come last. */
  readonly key: number | string | null;
  readonly id: string;
}

/** What a client asks of a list; the cursor is opaque to it. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/**
 * One page out of a read that can start behind a position.
 * @param read gives at most `limit` items behind `after`, in the order of the list
 * @throws DomainError `invalid-cursor`
 */
export async function readPage<T, View>(
  request: PageRequest,
  read: (after: Position | undefined, limit: number) => Promise<readonly T[]>,
  positionOf: (item: T) => Position,
  view: (item: T) => View,
): Promise<Page<View>> {
  const after = request.cursor === undefined ? undefined : decodeCursor(request.cursor);
  const found = await read(after, request.limit + 1);
  const items = found.slice(0, request.limit);
  const last = items.at(-1);
  const more = found.length > request.limit && last !== undefined;
  return { items: items.map(view), nextCursor: more ? encodeCursor(positionOf(last)) : null };
}

/**
 * A page of a list in which the items without a sort key come last: two ranges of one index, whichever way it is read.
 * @param keyed reads those that have a key, behind a position
 * @param keyless reads those that have none, behind an id
 */
export async function keylessLast<T>(
  after: Position | undefined,
  limit: number,
  keyed: (after: Position | undefined, limit: number) => Promise<readonly T[]>,
  keyless: (afterId: string | undefined, limit: number) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const isBehindKeyed = after?.key === null;
  const found = isBehindKeyed ? [] : await keyed(after, limit);
  if (found.length >= limit) return found;
  return [...found, ...(await keyless(isBehindKeyed ? after.id : undefined, limit - found.length))];
}

const WALK_PAGE = 100;

/**
 * The items of a whole list, one by one, so that no more than a page of them is held.
 * @param read gives at most `limit` items behind `last`, in the order of the list
 */
export async function* itemsOf<T>(
  read: (last: T | undefined, limit: number) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  let last: T | undefined;
  do {
    const page: readonly T[] = await read(last, WALK_PAGE);
    yield* page;
    last = page.length < WALK_PAGE ? undefined : page.at(-1);
  } while (last !== undefined);
}

const WHOLE_LIST_PAGE = 500;

/** The items of a whole list, page by page. @param read as a client reads it, with the cursor of the page before */
export async function* pagesOf<T>(read: (request: PageRequest) => Promise<Page<T>>): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit: WHOLE_LIST_PAGE, cursor });
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify([position.key, position.id])).toString('base64url');
}

function decodeCursor(cursor: string): Position {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown];
    const isKey = key === null || typeof key === 'number' || typeof key === 'string';
    if (isKey && typeof id === 'string') return { key, id };
  } catch {
    // falls through to the one error below
  }
  throw foreignCursor();
}

/** The key of a position in a list that is sorted by a number. @throws DomainError `invalid-cursor` */
export function numericKey({ key }: Position): number {
  if (typeof key !== 'number') throw foreignCursor();
  return key;
}

/** The key of a position in a list that is sorted by text. @throws DomainError `invalid-cursor` */
export function textKey({ key }: Position): string {
  if (typeof key !== 'string') throw foreignCursor();
  return key;
}

/** What a list says to a cursor that is none of its own. */
export function foreignCursor(): DomainError {
  const message = 'is not a cursor of this list';
  return invalidField('cursor', 'invalid-cursor', 'The cursor is not one that this list gave.', message);
}
