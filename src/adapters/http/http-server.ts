import { createServer } from 'node:http';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpProblem, problemAnswer } from './problem.js';

export interface HttpServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Called first when stopping: readiness turns red. */
  readonly onDrain?: () => void;
  /** How long it then stays reachable, so that whoever balances load has noticed before connections are refused. */
  readonly noticeMs?: number;
  /** How long requests in hand may take once stopping. */
  readonly drainMs?: number;
}

/** Slow clients hold a connection, not a process: they are cut off. Uploads of 10 MB through a thin line still fit. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5000,
};
const DRAIN_MS = 10_000;

const UNREADABLE: Readonly<Record<string, HttpProblem>> = {
  HPE_HEADER_OVERFLOW: new HttpProblem('headers-too-large', 'The header fields are too large.'),
  ERR_HTTP_REQUEST_TIMEOUT: new HttpProblem('request-timeout', 'The request took too long to arrive.'),
};
const NO_HTTP = new HttpProblem('unreadable-body', 'This is not readable as HTTP.');

/** One port. Stops by finishing what it has in hand. */
export class HttpServer {
  /** For Socket.IO, which listens on the same port. */
  readonly server: Server;
  private readonly open = new Set<ServerResponse>();
  private drained: Promise<void> | undefined;
  private stopped: Promise<void> | undefined;

  constructor(
    listener: RequestListener,
    private readonly options: HttpServerOptions,
  ) {
    this.server = createServer(TIMEOUTS, listener);
    this.server.prependListener('request', (_request, response) => {
      this.track(response);
    });
    this.server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      refuse(error, socket);
    });
  }

  /** The port it listens on. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /**
   * Not ready from now on; connections are closed behind their answers. Resolves when that will have been noticed.
   * Twice is once.
   */
  drain(): Promise<void> {
    this.drained ??= this.giveNotice();
    return this.drained;
  }

  /** Drains, takes nothing new, finishes what runs, and cuts off what takes too long. Twice is once. */
  stop(): Promise<void> {
    this.stopped ??= this.close();
    return this.stopped;
  }

  private async giveNotice(): Promise<void> {
    this.options.onDrain?.();
    this.open.forEach(closeAfterwards);
    if (this.server.listening) await pause(this.options.noticeMs ?? 0);
  }

  private async close(): Promise<void> {
    await this.drain();
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    const cut = setTimeout(() => {
      this.server.closeAllConnections();
    }, this.options.drainMs ?? DRAIN_MS);
    await closed;
    clearTimeout(cut);
  }

  private track(response: ServerResponse): void {
    if (this.drained !== undefined) closeAfterwards(response);
    this.open.add(response);
    response.once('close', () => {
      this.open.delete(response);
    });
  }
}

function closeAfterwards(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

/** Answers what is not HTTP, or comes too slowly or too large to become a request. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const { body } = problemAnswer(UNREADABLE[error.code ?? ''] ?? NO_HTTP, '');
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${body.status} ${body.title}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
