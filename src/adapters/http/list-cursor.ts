import { createHash } from 'node:crypto';
import { foreignCursor } from '../../application/paging.js';
import type { RouteAnswer } from './route.js';

// A cursor leaves this API behind a mark of its list, so that no other list takes it for a place in itself.
const MARK_LENGTH = 8;

/** The query as the list at this path is asked it: its cursor without the mark. @throws DomainError `invalid-cursor` */
export function unmarked<Query>(path: string, query: Query): Query {
  if (!hasText(query, 'cursor')) return query;
  if (!query.cursor.startsWith(markOf(path))) throw foreignCursor();
  return { ...query, cursor: query.cursor.slice(MARK_LENGTH) };
}

/** The answer of the list at this path, its cursor with the mark. */
export function marked(path: string, answer: RouteAnswer): RouteAnswer {
  const { body } = answer;
  if (!hasText(body, 'nextCursor')) return answer;
  return { ...answer, body: { ...body, nextCursor: markOf(path) + body.nextCursor } };
}

function markOf(path: string): string {
  return createHash('sha256').update(path).digest('base64url').slice(0, MARK_LENGTH);
}

function hasText<Name extends string, Value>(
  value: Value,
  name: Name,
): value is Value & Readonly<Record<Name, string>> {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[name] === 'string';
}
