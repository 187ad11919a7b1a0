import { trusted, type QueryFilter } from 'mongoose';
import { numericKey, type Position } from '../../application/paging.js';

/** Conditions that must all hold; those that are `undefined` fall away. */
export function allOf<S>(...conditions: readonly (QueryFilter<S> | undefined)[]): QueryFilter<S> {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0 ? {} : { $and: present };
}

/** A range of a field, `undefined` where it is open; an operator of ours, so the sanitiser lets it pass. */
export function within<S>(
  field: keyof S & string,
  range: { readonly from?: number | string | undefined; readonly to?: number | string | undefined },
): QueryFilter<S> | undefined {
  const { from, to } = range;
  if (from === undefined && to === undefined) return undefined;
  const operators = { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lt: to }) };
  return { [field]: trusted(operators) };
}

/** A field that has one of these values. */
export function oneOf<S>(field: keyof S & string, values: readonly string[] | undefined): QueryFilter<S> | undefined {
  return values && { [field]: trusted({ $in: values }) };
}

/**
 * Behind a position in a list that is sorted by a field, then by id, both in one direction: one range of that index.
 * @throws DomainError `invalid-cursor`
 */
export function behind<S>(
  field: keyof S & string,
  order: 1 | -1,
  after: Position | undefined,
  keyOf: (position: Position) => number | string = numericKey,
): QueryFilter<S> | undefined {
  if (after === undefined) return undefined;
  const [past, upTo] = order === 1 ? ['$gt', '$gte'] : ['$lt', '$lte'];
  const key = keyOf(after);
  return {
    [field]: trusted({ [upTo]: key }),
    $or: [{ [field]: trusted({ [past]: key }) }, { _id: trusted({ [past]: after.id }) }],
  };
}
