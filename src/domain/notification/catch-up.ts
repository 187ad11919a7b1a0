/** How many notifications one answer holds. */
export const CATCH_UP_LIMIT = 100;

export interface CatchUp<T> {
  /** Oldest first. */
  readonly items: readonly T[];
  readonly more: boolean;
  /** The gap cannot be closed from here: read the list. */
  readonly resync: boolean;
}

/**
 * What a device that has seen everything up to `after` still lacks.
 * @param lastSequence the highest given to the user, read *before* `found`
 * @param found those behind `after`, ascending, up to one more than `CATCH_UP_LIMIT`
 */
export function catchUp<T extends { readonly sequence: number }>(
  after: number,
  lastSequence: number,
  found: readonly T[],
): CatchUp<T> {
  const [first] = found;
  const neverGiven = after > lastSequence && first === undefined;
  const noLongerKept = first === undefined ? lastSequence > after : first.sequence > after + 1;
  return {
    items: found.slice(0, CATCH_UP_LIMIT),
    more: found.length > CATCH_UP_LIMIT,
    resync: neverGiven || noLongerKept,
  };
}
