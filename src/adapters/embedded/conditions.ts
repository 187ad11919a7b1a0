import { numericKey, type Position } from '../../application/paging.js';
import type { SqlValue } from './embedded-database.js';

/** SQL with a `?` for each value. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** A condition on a value that may be missing: then there is none. */
export function given(sql: string, value: SqlValue | undefined): Condition | undefined {
  return value === undefined ? undefined : { sql, values: [value] };
}

/** A `WHERE` clause of those that are there, all of which must hold; nothing if there are none. */
export function where(...conditions: readonly (Condition | undefined)[]): Condition {
  const present = conditions.filter((condition) => condition !== undefined);
  if (present.length === 0) return { sql: '', values: [] };
  return {
    sql: `WHERE ${present.map(({ sql }) => `(${sql})`).join(' AND ')}`,
    values: present.flatMap(({ values }) => values),
  };
}

/** A column that has one of these values. */
export function oneOf(column: string, values: readonly string[] | undefined): Condition | undefined {
  return given(`${column} IN (SELECT value FROM json_each(?))`, values && JSON.stringify(values));
}

/**
 * Behind a position in a list that is sorted by a column, then by id, both in one direction.
 * @throws DomainError `invalid-cursor`
 */
export function behind(
  column: string,
  order: 1 | -1,
  after: Position | undefined,
  keyOf: (position: Position) => number | string = numericKey,
): Condition | undefined {
  return after && { sql: `(${column}, id) ${past(order)} (?, ?)`, values: [keyOf(after), after.id] };
}

export function past(order: 1 | -1): '>' | '<' {
  return order === 1 ? '>' : '<';
}
