import { expect } from 'chai';
import { SmtpMailer } from '../../../src/adapters/mail/smtp-mailer.js';
import { DomainError } from '../../../src/domain/errors.js';
import { MailServer } from './mail-server.js';

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

  it('says which mail will never be taken, however often it is sent', async () => {
    const server = new MailServer('550 nobody of that name');
    const mailer = new SmtpMailer(await server.open(), 'no-reply@example.org');
    const refused = await mailer.send(mail).catch((error: unknown) => error);
    mailer.close();
    server.close();
    expect(refused).to.be.instanceOf(DomainError).and.include({ kind: 'invalid', code: 'mail-refused' });
    expect(refused).to.have.property('message').that.includes('nobody of that name');
  });

  it('names a mail that has an id after it', async () => {
    const server = new MailServer();
    const mailer = new SmtpMailer(await server.open(), 'Streakline <no-reply@example.org>');
    await mailer.send({ ...mail, id: 'n-1' });
    mailer.close();
    server.close();
    expect(server.lines).to.include('Message-ID: <n-1@example.org>');
  });
});
