import converter from 'openapi-to-postmanv2';
import { v5 } from 'uuid';

type Json = Readonly<Record<string, unknown>>;

interface Parameter extends Json {
  readonly name: string;
  readonly schema: {
    readonly format?: string;
    readonly type?: unknown;
    readonly enum?: readonly unknown[];
    readonly default?: unknown;
  };
}
interface Operation extends Json {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Json>> };
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

interface Request extends Json {
  readonly method: string;
  readonly url: { readonly path: readonly string[] };
  readonly body?: Json;
}
interface Item extends Json {
  readonly name: string;
  readonly request?: Request;
  readonly item?: readonly Item[];
}
interface Converted {
  readonly result: boolean;
  readonly reason?: string;
  readonly output?: readonly { readonly data: { readonly info: Json; readonly item: readonly Item[] } }[];
}

const COLLECTION = v5('https://streakline.example/postman', v5.URL);
const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const ID = '01900000-0000-7000-8000-000000000001';
const GPX_TYPE = 'application/gpx+xml';

/** What is kept of an answer, and sent with a later request. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  register: ["pm.collectionVariables.set('activationToken', pm.response.json().activation?.token ?? '');"],
  logIn: tokensKept(),
  refresh: tokensKept(),
  logIntake: idKept('intakeId', 'intake?.id'),
  postNotification: idKept('notificationId', 'id'),
  createBroadcast: idKept('broadcastId', 'id'),
};
const BODIES: Readonly<Record<string, Json>> = {
  activate: { token: '{{activationToken}}' },
  refresh: { refreshToken: '{{refreshToken}}' },
  postNotification: { userId: '{{userId}}', message: 'Time for a walk' },
};
/** Run before each request: what its examples call now, and the days of UTC. */
const TIMES = [
  'const ago = (minutes) => new Date(Date.now() - minutes * 60000).toISOString();',
  "pm.collectionVariables.set('now', ago(0));",
  "pm.collectionVariables.set('halfAnHourAgo', ago(30));",
  "pm.collectionVariables.set('anHourAgo', ago(60));",
  "pm.collectionVariables.set('today', ago(0).slice(0, 10));",
  "pm.collectionVariables.set('yesterday', ago(24 * 60).slice(0, 10));",
];
/** Which id a request is about: of what was made last, or of who signed in, who is not to be disabled by trying a request. */
const IDS: Readonly<Record<string, string>> = {
  changeIntake: '{{intakeId}}',
  deleteIntake: '{{intakeId}}',
  getNotification: '{{notificationId}}',
  markNotification: '{{notificationId}}',
  deleteNotification: '{{notificationId}}',
  viewNotification: '{{notificationId}}',
  viewUser: '{{userId}}',
  getBroadcast: '{{broadcastId}}',
  cancelBroadcast: '{{broadcastId}}',
};
const VARIABLES: Readonly<Record<string, string>> = {
  baseUrl: 'http://localhost:8081',
  accessToken: '',
  refreshToken: '',
  activationToken: '',
  userId: ID,
  intakeId: ID,
  notificationId: ID,
  broadcastId: ID,
};

/** An OpenAPI document as a collection of Postman, the same each time. Sign in once, and the other requests have the token, and the ids of what was made. */
export async function postmanCollection(document: Json): Promise<Json> {
  const paths = document['paths'] as Paths;
  const { info, item } = await convert({ ...document, paths: withExamples(paths) });
  return {
    info: { _postman_id: COLLECTION, name: info['name'], description: info['description'], schema: SCHEMA },
    item: item.map((entry) => finished(entry, paths)),
    event: [{ listen: 'prerequest', script: { type: 'text/javascript', exec: TIMES } }],
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{accessToken}}', type: 'string' }] },
    variable: Object.entries(VARIABLES).map(([key, value]) => ({ key, value })),
  };
}

function convert(document: Json): Promise<{ readonly info: Json; readonly item: readonly Item[] }> {
  const options = { folderStrategy: 'Tags', parametersResolution: 'Example', enableOptionalParameters: false };
  // The types that the package names are not in it.
  const { convertV2 } = converter as unknown as {
    convertV2: (input: Json, options: Json, done: (error: Error | null, converted: Converted) => void) => void;
  };
  return new Promise((resolve, reject) => {
    convertV2({ type: 'json', data: document }, options, (error, { result, reason, output }) => {
      const data = output?.[0]?.data;
      if (error !== null || !result || data === undefined) reject(error ?? new Error(reason ?? 'no collection'));
      else resolve(data);
    });
  });
}

/** What has no example would get a random one. */
function withExamples(paths: Paths): Paths {
  return mapped(paths, (methods) =>
    mapped(methods, ({ requestBody, ...operation }) => ({
      ...operation,
      parameters: operation.parameters.map((parameter) => ({
        ...parameter,
        example: exampleOf(parameter, operation.operationId),
      })),
      ...(requestBody === undefined
        ? {}
        : { requestBody: { ...requestBody, content: contentOf(operation.operationId, requestBody.content) } }),
    })),
  );
}

function exampleOf({ name, schema }: Parameter, operationId: string): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'boolean') return true;
  const isEnd = /to$/i.test(name);
  if (schema.format === 'date-time') return isEnd ? '{{now}}' : '{{anHourAgo}}';
  if (schema.format === 'date') return isEnd ? '{{today}}' : '{{yesterday}}';
  if (name === 'timeZone') return 'Europe/Berlin';
  if (name === 'id') return IDS[operationId] ?? ID;
  return name.endsWith('Id') ? ID : '';
}

function contentOf(operationId: string, content: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return mapped(content, (body) => {
    const example = BODIES[operationId] ?? body['example'];
    if (example === undefined) throw new Error(`${operationId} has no example`);
    return { ...body, example };
  });
}

/** A stable id, no made-up answers, and the token of the collection where one is needed. */
function finished(entry: Item, paths: Paths): Json {
  if (entry.request === undefined) {
    return {
      name: entry.name,
      id: v5(entry.name, COLLECTION),
      item: (entry.item ?? []).map((inner) => finished(inner, paths)),
    };
  }
  const { method, url } = entry.request;
  const path = `/${url.path.join('/')}`;
  const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`there is no ${method} ${path}`);
  const script = KEPT[operation.operationId];
  return {
    name: entry.name,
    id: v5(`${method} ${path}`, COLLECTION),
    // Without one of its own it has the token of the collection.
    request: {
      ...entry.request,
      ...bodyOf(operation),
      auth: operation.security.length === 0 ? { type: 'noauth' } : undefined,
    },
    response: [],
    ...(script === undefined ? {} : { event: [{ listen: 'test', script: { type: 'text/javascript', exec: script } }] }),
  };
}

/** The converter would write its own XML. */
function bodyOf({ requestBody }: Operation): Json {
  const raw = requestBody?.content[GPX_TYPE]?.['example'];
  return raw === undefined ? {} : { body: { mode: 'raw', raw, options: { raw: { language: 'xml' } } } };
}

function tokensKept(): readonly string[] {
  return [
    'const { accessToken, refreshToken, user } = pm.response.json();',
    "pm.test('gives tokens', () => pm.expect(accessToken).to.be.a('string'));",
    "pm.collectionVariables.set('accessToken', accessToken);",
    "pm.collectionVariables.set('refreshToken', refreshToken);",
    "pm.collectionVariables.set('userId', user.id);",
  ];
}

/** @param path of the id in the answer */
function idKept(variable: string, path: string): readonly string[] {
  return [
    `const id = pm.response.json().${path};`,
    `if (id !== undefined) pm.collectionVariables.set('${variable}', id);`,
  ];
}

function mapped<From, To>(
  of: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value, key)]));
}
