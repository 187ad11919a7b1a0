/** A row that keeps an aggregate as JSON; the indexed columns are generated from it. */
export interface DocumentRow {
  readonly document: string;
}

/** The aggregate of a row, made anew: nobody shares it with the store. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names the aggregate in place of a cast at each call
export function parsed<T>(row: DocumentRow): T {
  return JSON.parse(row.document) as T;
}
