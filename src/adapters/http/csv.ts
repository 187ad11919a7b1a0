import { stringify } from 'csv-stringify/sync';
import type { RouteAnswer } from './route.js';

export const CSV = 'text/csv; charset=utf-8';

type Pages<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>;

/**
 * A list as a file, page by page (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe.
 * @param columns fields of the items, in order; an object among them is written as JSON
 */
export function csvFile<T extends object>(
  name: string,
  pages: Pages<T>,
  columns: readonly (keyof T & string)[],
): RouteAnswer {
  const headers = { 'Content-Type': CSV, 'Content-Disposition': `attachment; filename="${name}.csv"` };
  return { status: 200, body: lines(pages, columns), headers };
}

async function* lines<T extends object>(
  pages: Pages<T>,
  columns: readonly (keyof T & string)[],
): AsyncGenerator<string> {
  const options = {
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
    // A line feed alone would end the line for many readers.
    quoted_match: /[\r\n]/,
  } as const;
  yield stringify([], { ...options, header: true });
  for await (const items of pages) yield stringify([...items], options);
}
