import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** As much of RFC 5321 as one client needs. Answers what it is told to, and keeps every line it got. */
export class MailServer {
  readonly lines: string[] = [];
  /** What it took, each with its headers. */
  readonly mails: string[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(public answerToRecipient = '250 ok') {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      let text: string[] | undefined;
      socket.write('220 test\r\n');
      createInterface({ input: socket }).on('line', (line) => {
        this.lines.push(line);
        if (text !== undefined && line !== '.') {
          text.push(line);
          return;
        }
        if (text !== undefined) this.mails.push(text.join('\n'));
        text = line === 'DATA' ? [] : undefined;
        socket.write(`${this.answerTo(line)}\r\n`);
        if (line === 'QUIT') socket.end();
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private answerTo(line: string): string {
    if (line === 'DATA') return '354 go on';
    return line.startsWith('RCPT') ? this.answerToRecipient : '250 ok';
  }
}
