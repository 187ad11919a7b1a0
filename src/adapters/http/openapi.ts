import { STATUS_CODES } from 'node:http';
import type Joi from 'joi';
import { PROBLEM_CODES } from './problem-codes.js';
import type { AnswerDescription, Route } from './route.js';
import { answer, jsonSchemaOf, nameOf, named, schema } from './schemas.js';

type Json = Readonly<Record<string, unknown>>;

const PROBLEM = named(
  'Problem',
  schema
    .object({
      type: schema.string().required(),
      title: schema.string().required(),
      status: schema.number().integer().required(),
      detail: schema.string().required(),
      code: schema.string().required().description('stable, in kebab-case'),
      requestId: schema.string().allow('').required(),
      errors: schema
        .array()
        .items(answer({ path: schema.string().allow(''), message: schema.string() }))
        .description('with 422'),
    })
    .unknown(),
);

/** Brought along by what a route is, in place of being listed by each. */
const ACCESS_ERRORS = ['unauthenticated', 'invalid-token', 'token-expired', 'session-ended'] as const;

const DESCRIPTION = `Water, streaks, movement and real-time notifications.

To try calls here: \`POST /api/login\`, then put the \`accessToken\` of its answer under **Authorize**. A token lasts some
minutes; \`POST /api/token\` gives the next.`;

/** The OpenAPI 3.1 document of a table of routes; `withInstants` fills its examples in. */
export function openApi(routes: readonly Route[], version: string): Json {
  const components = componentsOf(routes);
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Streakline',
      version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: components.byName,
    },
  };
}

function operation(route: Route, components: Components): Json {
  const problems = Object.entries(problemsOf(route)).map(([status, codes]) => [
    status,
    problemResponse(Number(status), codes),
  ]);
  const answers = Object.entries(route.answers).map(([status, description]) => [
    status,
    response(route, description, components),
  ]);
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    security: route.access === 'public' ? [] : [{ accessToken: [] }],
    parameters: [
      ...fieldsIn('path', route.params),
      ...fieldsIn('query', route.query),
      ...(route.idempotent ? [KEY] : []),
    ],
    ...requestBody(route),
    responses: Object.fromEntries([...answers, ...problems]) as Json,
  };
}

const KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key and body give the first answer again, for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function fieldsIn(place: 'path' | 'query', shape: Joi.ObjectSchema | undefined): readonly Json[] {
  if (shape === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(shape) as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function requestBody({ body, bodyExample, stream }: Route): Json {
  const example = bodyExample === undefined ? {} : { example: bodyExample };
  if (stream !== undefined) {
    const { mediaType } = stream;
    const schema = { type: 'string', contentMediaType: mediaType };
    return { requestBody: { required: true, content: { [mediaType]: { schema, ...example } } } };
  }
  if (body === undefined) return {};
  const required = (body.describe().flags as { presence?: string } | undefined)?.presence === 'required';
  return { requestBody: { required, content: { 'application/json': { schema: jsonSchema(body), ...example } } } };
}

function response(route: Route, { description, ...body }: AnswerDescription, components: Components): Json {
  const content = contentOf(body, components);
  return { description, ...headersOf(route), ...(Object.keys(content).length === 0 ? {} : { content }) };
}

function contentOf(
  { schema: shape, mediaTypes, example }: Omit<AnswerDescription, 'description'>,
  components: Components,
): Json {
  const files = Object.fromEntries(
    (mediaTypes ?? []).map((type) => [
      type.split(';')[0],
      { schema: { type: type.endsWith('json') ? 'object' : 'string' } },
    ]),
  ) as Json;
  if (shape === undefined) return files;
  const schema = withReferences(jsonSchema(shape), components);
  return { 'application/json': { schema, ...(example === undefined ? {} : { example }) }, ...files };
}

function headersOf({ idempotent, limit }: Route): Json {
  const limits = limit === 'none' ? [] : ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
  const headers = {
    ...Object.fromEntries(limits.map((name) => [name, { schema: { type: 'integer' } }])),
    ...(idempotent ? REPLAYED : {}),
  };
  return Object.keys(headers).length === 0 ? {} : { headers };
}

const REPLAYED: Json = {
  'Idempotency-Replayed': { description: '`true` on a repetition', schema: { type: 'string' } },
};

/** Status → codes of everything that may go wrong. */
function problemsOf(route: Route): Readonly<Record<number, readonly string[]>> {
  const takesBody = route.method !== 'GET';
  const found: Record<number, string[]> = {};
  const add = (status: number, ...codes: readonly string[]): void => {
    found[status] = [...new Set([...(found[status] ?? []), ...codes])];
  };
  if (route.access !== 'public') add(401, ...ACCESS_ERRORS);
  if (route.access === 'admin') add(403, 'forbidden');
  if (route.params !== undefined) add(404, 'not-found');
  if (takesBody) add(400, 'unreadable-body');
  if (takesBody) add(413, 'body-too-large');
  if (takesBody) add(415, 'unsupported-media-type');
  add(422, 'invalid-request');
  if (route.idempotent) add(409, 'request-in-progress');
  if (route.idempotent) add(422, 'idempotency-key-reused');
  if (route.limit !== 'none') add(429, 'too-many-requests');
  if (route.limit !== 'none') add(503, 'storage-unavailable');
  for (const error of route.errors) {
    if (typeof error === 'string') add(PROBLEM_CODES[error], error);
    else add(error[1], error[0]);
  }
  return found;
}

function problemResponse(status: number, codes: readonly string[]): Json {
  const headers = [
    ...(status === 401 ? ['WWW-Authenticate'] : []),
    ...(status === 429 || status === 503 ? ['Retry-After'] : []),
  ].map((name) => [name, { schema: { type: 'string' } }]);
  const body = {
    allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { enum: codes } } }],
  };
  return {
    description: `${STATUS_CODES[status] ?? 'Error'}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) as Json }),
    content: { 'application/problem+json': { schema: body } },
  };
}

interface Components {
  readonly byName: Readonly<Record<string, Json>>;
  /** Name by the definition as text. */
  readonly names: ReadonlyMap<string, string>;
}

/** Named schemas of the answers, nested ones too. */
function componentsOf(routes: readonly Route[]): Components {
  const answers = routes.flatMap((route) => Object.values(route.answers));
  const shapes = answers.flatMap(({ schema: shape }) => (shape === undefined ? [] : namedWithin(shape)));
  const byName: Record<string, Json> = {};
  for (const shape of [PROBLEM, ...new Set(shapes)]) byName[nameOf(shape) ?? ''] ??= jsonSchema(shape);
  return {
    byName,
    names: new Map(Object.entries(byName).map(([name, definition]) => [JSON.stringify(definition), name])),
  };
}

function namedWithin(shape: Joi.Schema): readonly Joi.Schema[] {
  const { keys, items } = shape.$_terms as {
    keys?: readonly { schema: Joi.Schema }[] | null;
    items?: readonly Joi.Schema[];
  };
  const inner = [...(keys ?? []).map((key) => key.schema), ...(items ?? [])].flatMap(namedWithin);
  return nameOf(shape) === undefined ? inner : [shape, ...inner];
}

/** Joi writes nested schemas out; one that is a component word for word is put by its name. */
function withReferences(node: unknown, components: Components): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const name = 'properties' in node ? components.names.get(JSON.stringify(node)) : undefined;
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  if (Array.isArray(node)) return node.map((entry) => withReferences(entry, components));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withReferences(value, components)]));
}

function jsonSchema(shape: Joi.Schema): Json {
  return withNullInEnums(jsonSchemaOf(shape)) as Json;
}

/** Joi leaves `null` out of the values of a nullable enumeration, which would refuse it. */
function withNullInEnums(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullInEnums);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withNullInEnums(value)]));
  const { type, enum: values } = copy as { type?: unknown; enum?: unknown };
  return Array.isArray(type) && type.includes('null') && Array.isArray(values)
    ? { ...copy, enum: [...(values as unknown[]), null] }
    : copy;
}
