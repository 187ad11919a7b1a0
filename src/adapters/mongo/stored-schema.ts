import { Schema, type SchemaDefinitionProperty } from 'mongoose';
import type { Content, Stored } from './compare-and-set.js';

/** Documents are what we write, and an unknown field is an error: mongoose adds nothing, and drops nothing. */
export const SCHEMA_OPTIONS = {
  versionKey: false,
  id: false,
  strict: 'throw',
  strictQuery: 'throw',
  minimize: false,
} as const;

/**
 * The schema of an aggregate's documents: every field of it is named, an unknown one is an error. Indexes are declared
 * on it and built by `MongoConnection`.
 */
export function storedSchema<S extends Stored>(
  fields: Readonly<Record<keyof Content<S>, SchemaDefinitionProperty>>,
): Schema<S> {
  const definition = { ...fields, _id: String, revision: Number };
  return new Schema<S>(definition as never, SCHEMA_OPTIONS);
}

/** The documents of an aggregate whose `id` is their `_id`. */
export type StoredOf<T extends { readonly id: string }> = Omit<T, 'id'> & Stored;

export function contentOf<T extends { readonly id: string }>(aggregate: T): Content<StoredOf<T>> {
  return without(aggregate, 'id') as Content<StoredOf<T>>;
}

/** @param indexed fields that the document has for an index only */
export function aggregateOf<T extends { readonly id: string }>(stored: StoredOf<T>, ...indexed: readonly string[]): T {
  return { ...without(stored, '_id', 'revision', ...indexed), id: stored._id } as unknown as T;
}

function without(value: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
