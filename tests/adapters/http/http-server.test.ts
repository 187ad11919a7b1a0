import { once } from 'node:events';
import { connect } from 'node:net';
import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { HttpServer } from '../../../src/adapters/http/http-server.js';

describe('HttpServer', () => {
  let pending: ServerResponse[];
  let server: HttpServer;
  let drained: number;
  let port: number;
  beforeEach(async () => {
    pending = [];
    drained = 0;
    const onDrain = (): void => {
      drained += 1;
    };
    server = new HttpServer(
      (request, response) => {
        if (request.url === '/slow') pending.push(response);
        else response.end('done');
      },
      { port: 0, onDrain, drainMs: 200 },
    );
    await server.start();
    port = server.port;
  });
  afterEach(() => server.stop());
  const get = (path: string): Promise<string> =>
    fetch(`http://127.0.0.1:${port}${path}`).then((response) => response.text());
  const untilPending = async (): Promise<void> => {
    while (pending.length === 0) await new Promise(setImmediate);
  };

  it('finishes requests in hand before it stops, and takes no new ones', async () => {
    const slow = get('/slow');
    await untilPending();
    const stopped = server.stop();
    expect(drained).to.equal(1);
    while (server.server.listening) await new Promise(setImmediate);
    expect(await get('/').catch(() => 'refused')).to.equal('refused');
    pending[0]?.end('finished');
    expect(await slow).to.equal('finished');
    await stopped;
  });

  it('is reachable while it gives notice, and keeps no connection', async () => {
    await server.stop();
    server = new HttpServer((_request, response) => response.end('done'), { port: 0, noticeMs: 300 });
    await server.start();
    const stopped = server.stop();
    const { headers } = await fetch(`http://127.0.0.1:${server.port}/`);
    expect(headers.get('connection')).to.equal('close');
    await stopped;
    expect(server.server.listening).to.equal(false);
  });

  it('cuts off what takes longer than it waits', async () => {
    const slow = get('/slow').catch(() => 'cut off');
    await untilPending();
    await server.stop();
    expect(await slow).to.equal('cut off');
  });

  it('stops once, however often it is told', async () => {
    await Promise.all([server.stop(), server.stop()]);
    expect(drained).to.equal(1);
  });

  it('says so when its port is taken', async () => {
    const other = new HttpServer((_request, response) => response.end(), { port: server.port });
    expect(await other.start().catch((error: unknown) => error)).to.have.property('code', 'EADDRINUSE');
    await other.stop();
  });

  it('answers what is no HTTP, or has too many headers, and lives on', async () => {
    const send = async (text: string): Promise<string> => {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => undefined).end(text);
      let answer = '';
      socket.on('data', (chunk) => {
        answer += String(chunk);
      });
      await once(socket, 'close');
      return answer;
    };
    expect(await send('rubbish\r\n\r\n'))
      .to.match(/^HTTP\/1\.1 400 /)
      .and.to.include('application/problem+json');
    const headers = Array.from({ length: 10_000 }, (_, i) => `X-${i}: y\r\n`).join('');
    expect(await send(`GET / HTTP/1.1\r\nHost: a\r\n${headers}\r\n`)).to.match(/^HTTP\/1\.1 431 /);
    expect(await get('/')).to.equal('done');
  });
});
