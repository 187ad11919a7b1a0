import { createServer, type AddressInfo, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { SmtpMailer } from '../../../src/adapters/mail/smtp-mailer.js';
import { DomainError } from '../../../src/domain/errors.js';

/** As much of RFC 5321 as one client needs. Answers what it is told to, and keeps every line it got. */
class MailServer {
  readonly lines: string[] = [];
  private readonly server: Server;

  constructor(private readonly answerToRecipient = '250 ok') {
    this.server = createServer((socket) => {
      let inText = false;
      socket.write('220 test\r\n');
      createInterface({ input: socket }).on('line', (line) => {
        this.lines.push(line);
        if (inText && line !== '.') return;
        inText = line === 'DATA';
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
  }

  private answerTo(line: string): string {
    if (line === 'DATA') return '354 go on';
    return line.startsWith('RCPT') ? this.answerToRecipient : '250 ok';
  }
}

describe('SmtpMailer', () => {
  const mail = { to: 'ann@example.org', subject: 'Confirm', text: 'Hello' };

  it('sends to the one address', async () => {
    const server = new MailServer();
    const mailer = new SmtpMailer(await server.open(), 'Streakline <no-reply@example.org>');
    await mailer.send(mail);
    expect(server.lines.filter((line) => line.startsWith('RCPT'))).to.deep.equal(['RCPT TO:<ann@example.org>']);
    expect(server.lines).to.include('Subject: Confirm').and.include('Hello');
    mailer.close();
    server.close();
  });

  it('says that mail is away when the server refuses, or is not there', async () => {
    const server = new MailServer('451 not now');
    const url = await server.open();
    const mailer = new SmtpMailer(url, 'no-reply@example.org');
    const refused = await mailer.send(mail).catch((error: unknown) => error);
    mailer.close();
    server.close();
    const gone = await new SmtpMailer(url, 'no-reply@example.org').send(mail).catch((error: unknown) => error);
    for (const error of [refused, gone]) {
      expect(error).to.be.instanceOf(DomainError).with.property('kind', 'unavailable');
      expect(error).to.have.property('code', 'mail-unavailable');
    }
  });
});
