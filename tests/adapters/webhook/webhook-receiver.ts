import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface ReceivedEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface ReceivedCall {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly event: ReceivedEvent;
  /** What it was answered. */
  readonly status: number;
}

/** Somebody who is told of events: takes only what is signed, and answers as told to. */
export class WebhookReceiver {
  static readonly SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  readonly calls: ReceivedCall[] = [];
  /** The answer to what is signed well. */
  answer: (event: ReceivedEvent, earlier: readonly ReceivedCall[]) => number = () => 204;
  /** What it says besides, whatever it answers. */
  retryAfter: string | undefined;
  private readonly verifier = new Webhook(WebhookReceiver.SECRET);
  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      const said = this.retryAfter === undefined ? {} : { 'retry-after': this.retryAfter };
      response.writeHead(this.judge(request.headers, body), { location: '/elsewhere', ...said }).end('thanks');
    });
  });

  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** What was taken. */
  get taken(): readonly ReceivedCall[] {
    return this.calls.filter(({ status }) => status === 204);
  }

  private judge(headers: IncomingHttpHeaders, body: string): number {
    let event: ReceivedEvent;
    try {
      event = this.verifier.verify(body, headers as Record<string, string>) as ReceivedEvent;
    } catch {
      return 401;
    }
    const id = String(headers['webhook-id']);
    const status = this.answer(
      event,
      this.calls.filter((call) => call.id === id),
    );
    this.calls.push({ id, headers, event, status });
    return status;
  }
}
