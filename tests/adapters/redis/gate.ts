import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A door before a server, to shut or to hold in its face without touching the server. */
export class Gate {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;
  private hanging = false;

  constructor(private readonly target: string) {}

  /** Returns the address to use in place of the server's; the same again when it was shut in between. */
  async open(): Promise<string> {
    const { hostname, port } = new URL(this.target);
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
      if (this.hanging) this.hold();
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return `redis://127.0.0.1:${this.port}`;
  }

  /** From now on nothing comes through, as if the server were slow; nothing is lost either. */
  hold(): void {
    for (const socket of this.sockets) socket.pause();
  }

  /** As `hold`, and whoever connects now is held too. */
  hang(): void {
    this.hanging = true;
    this.hold();
  }

  letGo(): void {
    this.hanging = false;
    for (const socket of this.sockets) socket.resume();
  }

  shut(): void {
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }
}
