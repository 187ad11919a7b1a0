import { writeFileSync } from 'node:fs';
import Converter from 'openapi-to-postmanv2';
import { projectVersion } from '../src/adapters/config/project.js';
import { openApi } from '../src/adapters/http/openapi.js';
import { apiRoutes } from '../src/adapters/http/routes/api.js';

/*
 * Writes docs/postman.json: the API as a Postman collection, a folder for each tag. Run it with tsx when routes change.
 * The converter makes values up where the document has no example; here they are the same ones each time, so that a new
 * version differs by what has changed.
 */
const version = projectVersion();
const document = {
  ...openApi(apiRoutes({ version, realtimeUrl: undefined }), version),
  servers: [{ url: 'http://localhost:8081' }],
};
const options = {
  folderStrategy: 'Tags',
  requestParametersResolution: 'Example',
  parametersResolution: 'Example',
  disableOptionalParameters: true,
} as const;

const AUTH = { type: 'bearer', bearer: [{ key: 'token', value: '{{accessToken}}', type: 'string' }] };
const VARIABLES = [
  { key: 'baseUrl', value: 'http://localhost:8081' },
  { key: 'accessToken', value: '' },
];

let seed = 1;
Math.random = () => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};

Converter.convert({ type: 'string', data: JSON.stringify(document) }, options, (error, result) => {
  const collection = result?.output?.[0]?.data;
  if (collection === undefined) throw new Error(error?.message ?? result?.reason);
  const text = JSON.stringify({ ...(stable(collection) as object), auth: AUTH, variable: VARIABLES }, null, 2);
  writeFileSync('docs/postman.json', `${text.replaceAll('{{bearerToken}}', '{{accessToken}}')}\n`);
});

/** Without answers and ids, which are made up too. */
function stable(node: unknown): unknown {
  if (typeof node === 'string') return stableText(node);
  if (Array.isArray(node)) return node.map(stable);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([name, value]) => name !== 'response' && !isUuid(value));
  const blank = 'disabled' in node && node.disabled === true ? { value: '' } : {};
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, stable(value)])), ...blank };
}

function stableText(text: string): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return '2026-11-21T10:00:00Z';
  return /^\d{4}-\d\d-\d\d$/.test(text) ? '2026-11-21' : text;
}

function isUuid(value: unknown): boolean {
  return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);
}
