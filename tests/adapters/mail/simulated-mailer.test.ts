import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { SimulatedMailer } from '../../../src/adapters/mail/simulated-mailer.js';
import { RecordingLog } from '../../application/identity/recording-log.js';
import { ManualClock } from '../../manual-clock.js';

describe('SimulatedMailer', () => {
  const link = `http://localhost:3000/activate?token=${'aB3_-'.repeat(9)}`;
  let directory: string;
  let log: RecordingLog;
  let mailer: SimulatedMailer;
  const files = () => readdirSync(join(directory, 'mail'));
  const read = () => readFileSync(join(directory, 'mail', files()[0]!), 'utf8');

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'streakline-'));
    log = new RecordingLog();
    mailer = new SimulatedMailer(join(directory, 'mail'), new ManualClock('2026-11-21T10:00:00Z'), log);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('writes a mail as it would be sent, its link in one piece', async () => {
    await mailer.send({ to: 'zoë@example.org', subject: 'Confirm', text: `Hello Zoë,\n\n${link}\n` });
    const [head, body] = read().split('\r\n\r\n', 2);
    expect(files()).to.have.length(1);
    expect(files()[0]).to.match(/^2026-11-21T10-00-00\.000Z-[0-9a-f]{8}\.eml$/);
    expect(head).to.include('To: zoë@example.org').and.include('Date: Sat, 21 Nov 2026 10:00:00 +0000');
    expect(body).to.equal('Hello Zoë,');
    expect(read()).to.include(`\r\n${link}\r\n`);
  });

  it('keeps the text out of the log and the file from others', async () => {
    await mailer.send({ to: 'ann@example.org', subject: 'Confirm', text: link });
    expect(log.lines.map(({ message }) => message)).to.deep.equal(['mail simulated']);
    expect(JSON.stringify(log.lines)).to.include('.eml').and.not.include('token');
    expect(statSync(join(directory, 'mail', files()[0]!)).mode & 0o077).to.equal(0);
  });

  it('names a mail that has an id after it, in a file of its own each time', async () => {
    const mail = { id: 'n-1', to: 'ann@example.org', subject: 'Confirm', text: '' };
    await Promise.all([mailer.send(mail), mailer.send(mail)]);
    expect(files()).to.have.length(2);
    expect(read()).to.include('\r\nMessage-ID: <n-1@localhost>\r\n');
  });

  it('says that mail may be sent later when it cannot be written now', async () => {
    writeFileSync(join(directory, 'mail'), 'no directory');
    const mail = { to: 'ann@example.org', subject: 'Confirm', text: '' };
    const error: unknown = await mailer.send(mail).catch((reason: unknown) => reason);
    expect(error).to.include({ kind: 'unavailable', code: 'mail-unavailable' });
    expect(log.lines).to.deep.equal([]);
    rmSync(join(directory, 'mail'));
    await mailer.send(mail);
    expect(files()).to.have.length(1);
  });

  it('lets no value become a second header', async () => {
    await mailer.send({ to: 'ann@example.org\r\nBcc: eve@example.org', subject: 'a\nX-B: c', text: '' });
    expect(read())
      .to.match(/^To: ann@example\.org Bcc: eve@example\.org$/m)
      .and.not.match(/^(Bcc|X-B):/m);
  });
});
