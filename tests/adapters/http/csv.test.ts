import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { CSV, csvFile } from '../../../src/adapters/http/csv.js';
import { route } from '../../../src/adapters/http/route.js';
import { answer, schema } from '../../../src/adapters/http/schemas.js';
import { eventually } from '../../eventually.js';
import { openHttp } from './harness.js';
import type { Harness } from './harness.js';

describe('CSV files', () => {
  let http: Harness | undefined;
  afterEach(async () => {
    await http?.close();
  });

  function serve<T extends object>(pages: () => Iterable<readonly T[]>, ...columns: (keyof T & string)[]): Harness {
    const listing = route({
      method: 'GET',
      path: '/list',
      operationId: 'list',
      summary: 'List',
      tag: 'Test',
      access: 'public',
      query: schema.object<{ format?: 'csv' }, true>({ format: schema.string().valid('csv') }),
      answers: { 200: { description: 'List', schema: answer({ items: schema.array() }), mediaTypes: [CSV] } },
      errors: [],
      handle: ({ query }) =>
        Promise.resolve(
          query.format === 'csv' ? csvFile('list', pages(), columns) : { status: 200, body: { items: [] } },
        ),
    });
    http = openHttp([listing]);
    return http;
  }

  it('hold every page, quoted where it is needed, without a formula', async () => {
    const evil = ['=cmd()', '+1', '@x', '-2', 'a,b', 'say "no"', 'two\nlines', null];
    function* pages() {
      yield evil.slice(0, 4).map((name) => ({ name, details: { by: '=x' }, count: 1 }));
      yield evil.slice(4).map((name) => ({ name, details: {}, count: 2 }));
    }
    const { status, headers, text } = await serve(pages, 'count', 'name', 'details').ask('get', '/list?format=csv');
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('text/csv; charset=utf-8');
    expect(headers['content-disposition']).to.equal('attachment; filename="list.csv"');
    const details = '"{""by"":""=x""}"';
    expect(text.split('\r\n')).to.deep.equal([
      'count,name,details',
      `1,'=cmd(),${details}`,
      `1,'+1,${details}`,
      `1,'@x,${details}`,
      `1,'-2,${details}`,
      '2,"a,b",{}',
      '2,"say ""no""",{}',
      '2,"two\nlines",{}',
      '2,,{}',
      '',
    ]);
  });

  it('have their columns when there is nothing else, and are JSON unless asked for', async () => {
    const empty = serve<{ name: string }>(() => [], 'name');
    expect((await empty.ask('get', '/list?format=csv')).text).to.equal('name\r\n');
    expect((await empty.ask('get', '/list')).headers['content-type']).to.match(/^application\/json/);
  });

  it('read no further once nobody listens', async () => {
    let ended = false;
    function* endless() {
      try {
        for (;;) yield Array.from({ length: 500 }, () => ({ name: 'a name of some length' }));
      } finally {
        ended = true;
      }
    }
    const { server } = serve(endless, 'name');
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      get({ port, path: '/list?format=csv' }, (response) => {
        response.once('data', () => {
          response.destroy();
          resolve();
        });
      });
    });
    await eventually(() => {
      expect(ended).to.equal(true);
    });
  });
});
