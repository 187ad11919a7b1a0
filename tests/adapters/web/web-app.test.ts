import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import supertest from 'supertest';
import { createWebApp } from '../../../src/adapters/web/web-app.js';

const PAGES = 'web';
const SETTINGS = { directory: PAGES, version: '1.2.3', apiUrl: undefined, apiPort: 8081, realtimeUrl: undefined };

const get = (path: string, settings = {}): supertest.Test =>
  supertest(createWebApp({ ...SETTINGS, ...settings }).callback()).get(path);

describe('the web server', () => {
  it('serves the pages, with and without their ending', async () => {
    for (const path of ['/', '/activate', '/activate?token=abc', '/reset-password', '/index.html']) {
      const { status, headers } = await get(path);
      expect([status, headers['content-type']], path).to.deep.equal([200, 'text/html; charset=utf-8']);
    }
  });

  it('serves everything that its pages ask for, from here', async () => {
    for (const page of readdirSync(PAGES).filter((name) => name.endsWith('.html'))) {
      const text = readFileSync(join(PAGES, page), 'utf8');
      const addresses = [...text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address = '']) => address);
      for (const address of addresses) {
        expect(address, page).to.match(/^\//);
        expect((await get(address)).status, `${address} in ${page}`).to.equal(200);
      }
    }
    for (const script of readdirSync(join(PAGES, 'js'))) {
      const text = readFileSync(join(PAGES, 'js', script), 'utf8');
      for (const [, address = ''] of text.matchAll(/from '([^']+)'/g)) {
        const path = new URL(address, 'http://localhost/js/').pathname;
        expect((await get(path)).status, `${address} in ${script}`).to.equal(200);
      }
    }
  });

  it('has no script that writes markup', () => {
    for (const script of readdirSync(join(PAGES, 'js'))) {
      expect(readFileSync(join(PAGES, 'js', script), 'utf8'), script).not.to.match(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write/,
      );
    }
  });

  it('has the client of Socket.IO', async () => {
    const { status, headers } = await get('/vendor/socket.io.js');
    expect([status, headers['content-type']]).to.deep.equal([200, 'text/javascript; charset=utf-8']);
  });

  it('tells pages where the API is: the host that served them, unless told otherwise', async () => {
    const own = await get('/config.json').set('Host', 'box.local:3000');
    const expected = { apiUrl: 'http://box.local:8081', realtimeUrl: 'http://box.local:8081', version: '1.2.3' };
    expect(own.body).to.deep.equal(expected);
    const told = await get('/config.json', {
      apiUrl: 'https://api.example.org/',
      realtimeUrl: 'https://live.example.org',
    });
    expect(told.body).to.deep.include({ apiUrl: 'https://api.example.org', realtimeUrl: 'https://live.example.org' });
  });

  it('lets pages talk to these addresses and nothing else', async () => {
    const { headers } = await get('/', { realtimeUrl: 'https://live.example.org' }).set('Host', 'box.local');
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).to.include("default-src 'none'").and.to.include("script-src 'self'").and.not.to.include('unsafe');
    expect(policy).to.include(
      "connect-src 'self' http://box.local:8081 https://live.example.org wss://live.example.org",
    );
    // No form goes anywhere by itself, with what was typed into it in the address.
    expect(policy).to.include("form-action 'none'");
    expect(headers).to.include({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
  });

  it('repeats no host that is none', async () => {
    const response = await get('/config.json').set('Host', "evil'; script-src *");
    expect(JSON.stringify([response.text, response.headers])).not.to.include('evil');
  });

  it('leads back from a page that is not there', async () => {
    for (const path of ['/none', '/js/none.js', '/activate/none']) {
      const { status, headers, text } = await get(path);
      expect([status, headers['content-type']], path).to.deep.equal([404, 'text/html; charset=utf-8']);
      expect(text)
        .to.include('<a href="/">')
        .and.not.to.match(/<script|style=/);
      expect(headers['content-security-policy']).not.to.include('unsafe');
    }
  });

  it('gives away nothing outside its directory, and takes nothing', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'pages-'));
    writeFileSync(join(directory, '.secret'), 'x');
    writeFileSync(join(directory, 'not-found.html'), 'none');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/.secret', '/none']) {
      expect((await get(path, { directory })).status, path).to.be.oneOf([400, 403, 404]);
    }
    rmSync(directory, { recursive: true });
    const app = supertest(createWebApp(SETTINGS).callback());
    expect((await app.post('/')).status).to.equal(405);
  });
});
