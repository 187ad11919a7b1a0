import { writeFileSync } from 'node:fs';
import Converter from 'openapi-to-postmanv2';
import { projectVersion } from '../src/adapters/config/project.js';
import { openApi } from '../src/adapters/http/openapi.js';
import { apiRoutes } from '../src/adapters/http/routes/api.js';

/*
 * Writes docs/postman.json: the API as a Postman collection, a folder for each tag. Run it with tsx when routes change.
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

const PARAMETERS = ['query', 'variable'];

Converter.convert({ type: 'string', data: JSON.stringify(document) }, options, (error, result) => {
  const collection = result?.output?.[0]?.data;
  if (collection === undefined) throw new Error(error?.message ?? result?.reason);
  const text = JSON.stringify({ ...(stable(collection) as object), auth: AUTH, variable: VARIABLES }, null, 2);
  writeFileSync('docs/postman.json', `${text.replaceAll('{{bearerToken}}', '{{accessToken}}')}\n`);
});

/** Without answers and ids, which are made up anew each time, and with parameters left blank. */
function stable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(stable);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([name, value]) => name !== 'response' && !isUuid(value));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, PARAMETERS.includes(name) ? blank(value) : stable(value)]),
  );
}

function blank(parameters: object[]): unknown {
  return parameters.map((parameter) => ({ ...parameter, value: '' }));
}

function isUuid(value: unknown): boolean {
  return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);
}
