import { trusted, type QueryFilter } from 'mongoose';

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

/** Behind a position in a list that is sorted by a field, then by id, both in one direction: one range of that index. */
export function behind<S>(
  field: keyof S & string,
  order: 1 | -1,
  position: { readonly key: number | string; readonly id: string },
): QueryFilter<S> {
  const [past, upTo] = order === 1 ? ['$gt', '$gte'] : ['$lt', '$lte'];
  return {
    [field]: trusted({ [upTo]: position.key }),
    $or: [{ [field]: trusted({ [past]: position.key }) }, { _id: trusted({ [past]: position.id }) }],
  };
}
