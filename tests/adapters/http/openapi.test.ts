import { expect } from 'chai';
import { withInstants } from '../../../src/adapters/http/example-instants.js';
import { openApi } from '../../../src/adapters/http/openapi.js';
import { apiRoutes } from '../../../src/adapters/http/routes/api.js';
import { openHttp } from './harness.js';
import type { Harness } from './harness.js';

type Json = Readonly<Record<string, unknown>>;
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly Json[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Json;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Json; readonly example?: unknown }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: Json }>> }
    >
  >;
}
interface Document extends Json {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

const ROUTES = apiRoutes({ version: '1.2.3', realtimeUrl: undefined });

describe('the OpenAPI document', () => {
  let http: Harness;
  before(() => {
    http = openHttp(ROUTES);
  });
  after(() => http.close());
  const document = JSON.parse(JSON.stringify(openApi(ROUTES, '1.2.3'))) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const schemasOf = (operation: Operation): readonly Json[] => [
    ...operation.parameters.map(({ schema }) => schema),
    ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
    ...Object.values(operation.responses).flatMap(({ content = {} }) =>
      Object.values(content).map(({ schema }) => schema),
    ),
  ];

  it('describes every route', () => {
    expect(document).to.include({ openapi: '3.1.0' });
    expect(operations).to.have.length(ROUTES.length);
    for (const route of ROUTES) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      expect(document.paths[path]?.[route.method.toLowerCase()]?.operationId).to.equal(route.operationId);
    }
  });

  it('names a parameter for every part of a path', () => {
    for (const { path, operation } of operations) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
      expect(
        [...path.matchAll(/\{\w+\}/g)].map(([part]) => part),
        path,
      ).to.deep.equal(inPath);
    }
  });

  it('asks for a token where one is needed, and says what comes without', () => {
    for (const { operation, path } of operations) {
      const needed = operation.security.length > 0;
      const route = ROUTES.find(({ operationId }) => operationId === operation.operationId);
      expect(needed, path).to.equal(route?.access !== 'public');
      if (needed) expect(operation.responses, path).to.have.property('401');
    }
  });

  it('has a success, and a problem for whatever goes wrong, with its codes', () => {
    for (const { operation, path, method } of operations) {
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status.startsWith('2')),
        path,
      ).to.equal(true);
      expect(statuses, path).to.include.members(['422', '429', '503']);
      if (method !== 'get') expect(statuses, path).to.include.members(['400', '413', '415']);
      for (const [status, { content, description }] of Object.entries(operation.responses)) {
        if (Number(status) < 400) continue;
        expect(content, `${path} ${status}`).to.have.all.keys('application/problem+json');
        expect(description).to.match(/`[a-z-]+`/);
      }
    }
  });

  it('holds only references that lead somewhere, and types that there are', () => {
    const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
    for (const node of nodesOf(document)) {
      const { $ref, type } = node;
      if (typeof $ref === 'string') expect(document.components.schemas).to.have.property($ref.split('/').at(-1) ?? '');
      if (isSchema(node)) expect(types).to.include.members([type].flat());
    }
    for (const { operation } of operations) {
      for (const schema of schemasOf(operation)) expect(Object.keys(schema), operation.operationId).not.to.be.empty;
    }
  });

  it('has an example of every body, which its route takes', () => {
    for (const { body, stream, bodyExample, operationId } of ROUTES) {
      if (body === undefined && stream === undefined) continue;
      expect(bodyExample, operationId).not.to.equal(undefined);
      const example: unknown = JSON.parse(withInstants(JSON.stringify(bodyExample), http.clock.now()));
      expect(body?.validate(example).error, operationId).to.equal(undefined);
    }
  });

  it('lets null into nullable enumerations', () => {
    const { properties } = document.components.schemas['Point'] as { properties: Json };
    expect(properties['reason']).to.have.property('enum').that.includes(null);
  });

  it('keeps shared shapes under a name', () => {
    expect(document.components.schemas).to.include.keys('Problem', 'User', 'WaterDay', 'Notification', 'Hours');
    const { responses } = document.paths['/api/me']?.['get'] ?? {};
    expect(responses?.['200']?.content?.['application/json']?.schema).to.deep.equal({
      $ref: '#/components/schemas/User',
    });
  });

  it('names no day in its examples, and the instants in them are of when it is served', async () => {
    expect(JSON.stringify(document)).not.to.match(/\d{4}-\d\d-\d\dT\d/);
    http.clock.set('2031-02-03T04:05:06Z');
    const { text } = await http.ask('get', '/api-docs/openapi.json');
    expect(text).to.include('"since":"2031-02-03T03:05:06.000Z"').and.not.to.include('{{');
  });

  it('is served, and Swagger UI with all its assets from here', async () => {
    const filled: unknown = JSON.parse(withInstants(JSON.stringify(document), http.clock.now()));
    expect((await http.ask('get', '/api-docs/openapi.json')).body).to.deep.equal(filled);
    const page = await http.ask('get', '/api-docs');
    expect(page.headers['content-type']).to.match(/^text\/html/);
    expect(page.headers['content-security-policy']).to.match(/^default-src 'self'/);
    const assets = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, address = '']) => address);
    expect(assets).to.have.length.at.least(4);
    expect(page.text).not.to.match(/(src|href)="https?:/);
    for (const address of assets) expect((await http.ask('get', address)).status, address).to.equal(200);
    expect((await http.ask('post', '/api-docs')).status).to.equal(405);
    const root = await http.ask('get', '/');
    expect([root.status, root.headers['location']]).to.deep.equal([302, '/api-docs']);
    for (const path of ['/api-docs/assets/v/../package.json', '/api-docs/assets/v/index.html', '/else/api-docs']) {
      expect((await http.ask('get', path)).status, path).to.equal(404);
    }
  });
});

function nodesOf(node: unknown): readonly Json[] {
  if (typeof node !== 'object' || node === null) return [];
  return [...(Array.isArray(node) ? [] : [node as Json]), ...Object.values(node).flatMap(nodesOf)];
}

/** Properties may be called `type` too; then it is no name of a type. */
function isSchema({ type }: Json): boolean {
  return typeof type === 'string' ? !['http', 'about:blank'].includes(type) : Array.isArray(type);
}
