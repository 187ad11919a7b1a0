import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { RedisConnections } from '../../../src/adapters/redis/redis-connections.js';
import { eventually } from '../../eventually.js';
import { quietLog } from '../../quiet-log.js';
import { describeWith } from '../../servers.js';

describeWith('redis', 'RedisConnections', (url) => {
  let gate: Gate;
  let connections: RedisConnections;
  beforeEach(async () => {
    gate = new Gate(url);
    connections = new RedisConnections({ url: await gate.open() }, quietLog);
    await connections.start();
  });
  afterEach(async () => {
    await connections.stop();
    gate.shut();
  });

  it('is healthy while Redis answers, and again after it was away', async () => {
    expect(await connections.healthy()).to.equal(true);
    gate.shut();
    await eventually(async () => !(await connections.healthy()));
    await gate.open();
    await eventually(() => connections.healthy());
  });

  it('fails requests at once while Redis is away, and lets workers wait', async () => {
    const subscriber = connections.dedicate();
    await subscriber.ping();
    gate.shut();
    await eventually(() => connections.requests.status !== 'ready' && connections.patient.status !== 'ready');
    const begin = performance.now();
    expect(await connections.requests.ping().catch(() => 'refused')).to.equal('refused');
    expect(performance.now() - begin).to.be.below(1_000);
    const waiting = [connections.patient.ping(), subscriber.ping()];
    await gate.open();
    expect(await Promise.all(waiting)).to.deep.equal(['PONG', 'PONG']);
  });
});

/** A door before a server, to shut in its face without touching the server. */
class Gate {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  constructor(private readonly target: string) {}

  async open(): Promise<string> {
    const { hostname, port } = new URL(this.target);
    const { connect } = await import('node:net');
    this.server = createServer((inward) => {
      const outward = connect(Number(port), hostname);
      for (const socket of [inward, outward]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          inward.destroy();
          outward.destroy();
        });
      }
      inward.pipe(outward).pipe(inward);
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return `redis://127.0.0.1:${this.port}`;
  }

  shut(): void {
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }
}
