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
