import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { route } from '../../../src/adapters/http/route.js';
import { eventually } from '../../eventually.js';
import { openHttp, type Harness } from './harness.js';

const ROUTES = [
  route({
    method: 'POST',
    path: '/api/files',
    operationId: 'sendFile',
    summary: 's',
    tag: 't',
    access: 'public',
    idempotent: {},
    stream: { mediaType: 'text/plain', limit: 1000 },
    answers: { 200: { description: 'd' } },
    errors: [],
    handle: async ({ stream }) => ({ status: 200, body: { bytes: (await buffer(stream)).length } }),
  }),
];

describe('a file in a body', () => {
  let http: Harness;
  beforeEach(() => {
    http = openHttp(ROUTES);
  });
  afterEach(() => http.close());

  for (const key of [{}, { 'Idempotency-Key': 'once' }]) {
    it(`that breaks off is no failure of ours${'Idempotency-Key' in key ? ', under a key too' : ''}`, async () => {
      const { port } = http.server.address() as AddressInfo;
      const headers = { 'Content-Type': 'text/plain', 'Content-Length': 100, ...key };
      const sending = request({ port, path: '/api/files', method: 'POST', headers });
      http.server.once('request', () => sending.destroy());
      sending.on('error', () => undefined).write('the beginning');
      await eventually(() => {
        expect(http.lines.find(({ message }) => message === 'request')?.fields).to.include({ status: 400 });
      });
      expect(http.lines.map(({ level }) => level)).not.to.include('error');
      const again = await http
        .ask('post', '/api/files')
        .set({ 'Content-Type': 'text/plain', ...key })
        .send('whole');
      expect([again.status, again.body]).to.deep.equal([200, { bytes: 5 }]);
    });
  }
});
