import Joi from 'joi';
import { parseInstant } from '../../domain/time/instant.js';

interface ExtendedJoi extends Joi.Root {
  /** RFC 3339 with any offset; comes out as milliseconds. */
  instant(): Joi.NumberSchema;
  /** RFC 3339 in UTC with milliseconds, as answers have it. */
  timestamp(): Joi.StringSchema;
  /** `YYYY-MM-DD` of a day that exists. */
  day(): Joi.StringSchema;
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** What a `+` in an address is read as. */
const LOST_PLUS = / \d\d:\d\d$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

const format =
  (name: string) =>
  (_schema: Joi.Schema, result: object): object => ({ ...result, type: 'string', format: name });

/** Joi's types do not know `jsonSchema` of an extension. */
type Extension = Joi.Extension & { readonly jsonSchema: (schema: Joi.Schema, result: object) => object };

const instant: Extension = {
  type: 'instant',
  base: Joi.string(),
  messages: {
    'instant.base': '{{#label}} must be an RFC 3339 instant such as 2026-03-29T07:30:00Z',
    'instant.plus': '{{#label}} has a space before its offset: in an address + is written %2B',
  },
  jsonSchema: format('date-time'),
  validate(value: string, helpers) {
    const parsed = parseInstant(value);
    if (parsed !== undefined) return { value: parsed };
    return { value, errors: helpers.error(LOST_PLUS.test(value) ? 'instant.plus' : 'instant.base') };
  },
};

const timestamp: Extension = {
  type: 'timestamp',
  base: Joi.string().pattern(TIMESTAMP),
  jsonSchema: format('date-time'),
};

const day: Extension = {
  type: 'day',
  base: Joi.string(),
  messages: { 'day.base': '{{#label}} must be a day such as 2026-03-29' },
  jsonSchema: format('date'),
  validate(value: string, helpers) {
    const exists = DAY.test(value) && parseInstant(`${value}T00:00:00Z`) !== undefined;
    return exists ? { value } : { value, errors: helpers.error('day.base') };
  },
};

/** Joi with the contract's own types. */
export const schema = Joi.extend(instant, timestamp, day) as ExtendedJoi;

/** Takes anything, and says in the document what it should be: nothing is refused for not being so. */
export function described(shape: Joi.Schema): Joi.Schema {
  const type: Extension = {
    type: 'described',
    base: Joi.any(),
    jsonSchema: () => ({ anyOf: [jsonSchemaOf(shape), {}] }),
  };
  return (Joi.extend(type) as { described(): Joi.Schema }).described();
}

/** JSON Schema 2020-12 of what comes in. */
export function jsonSchemaOf(shape: Joi.Schema): object {
  return shape['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
}

/** A range of instants in a query. */
export const instantRange = {
  from: schema.instant().description('inclusive'),
  to: schema.instant().description('exclusive'),
};

/** The fields of a `PageRequest`. */
export const pageQuery = {
  limit: schema.number().integer().min(1).max(100).default(20).description('how many items at most'),
  cursor: schema.string().max(500).description('`nextCursor` of the page before'),
};

export interface IdParams {
  readonly id: string;
}

/** Ids are compared, never parsed: one that was never given is 404, whatever it looks like. */
export const idParams = schema.object<IdParams, true>({ id: schema.string().max(100).required() });

export const id = schema.string().guid().required();

/** `{items, nextCursor}` of a list. */
export function page(item: Joi.Schema): Joi.ObjectSchema {
  return answer({ items: schema.array().items(item).required(), nextCursor: schema.string().allow(null).required() });
}

/** An object of an answer: every field is there unless it says that it is optional. */
export function answer(fields: Readonly<Record<string, Joi.Schema>>): Joi.ObjectSchema {
  const required = Object.entries(fields).map(
    ([name, field]) => [name, isOptional(field) ? field : field.required()] as const,
  );
  return schema.object(Object.fromEntries(required));
}

function isOptional(field: Joi.Schema): boolean {
  return (field.describe().flags as { presence?: string } | undefined)?.presence === 'optional';
}

/** A schema that the API document keeps under a name of its own. */
export function named<Shape extends Joi.Schema>(name: string, shape: Shape): Shape {
  return shape.meta({ name }) as Shape;
}

export function nameOf(shape: Joi.Schema): string | undefined {
  const { metas = [] } = shape.describe() as { metas?: readonly { readonly name?: string }[] };
  return metas.find(({ name }) => name !== undefined)?.name;
}

/** A JSON body that has to be there. */
export function bodyOf<Body>(fields: Joi.StrictSchemaMap<Body>): Joi.ObjectSchema<Body> {
  return schema.object<Body, true>(fields).required();
}
