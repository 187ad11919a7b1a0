import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
import type { Mail, Mailer } from '../../application/ports/mailer.js';
import { DomainError } from '../../domain/errors.js';

const FROM = 'Streakline <no-reply@localhost>';

/**
 * No mail server: each mail becomes an `.eml` file that any mail program opens, and a line in the log without its text.
 * The text is written as it is (RFC 6532), so that a link in it can be read and copied by hand.
 */
export class SimulatedMailer implements Mailer {
  /** @param directory made if missing; its files are for their owner only: they hold tokens */
  constructor(
    private readonly directory: string,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async send(mail: Mail): Promise<void> {
    const now = new Date(this.clock.now());
    const random = randomUUID();
    const file = join(this.directory, `${now.toISOString().replaceAll(':', '-')}-${random.slice(0, 8)}.eml`);
    try {
      await this.write(file, this.message(mail, now, mail.id ?? random));
    } catch (error) {
      const details = { retryAfter: 30 };
      throw new DomainError('unavailable', 'mail-unavailable', 'Mail cannot be sent now.', details, { cause: error });
    }
    this.log.info({ to: mail.to, subject: mail.subject, file }, 'mail simulated');
  }

  private async write(file: string, message: string): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    // Renamed into place: whoever watches the directory never reads half a mail.
    await writeFile(`${file}.part`, message, { mode: 0o600 });
    await rename(`${file}.part`, file);
  }

  private message({ to, subject, text }: Mail, now: Date, id: string): string {
    const headers = {
      From: FROM,
      To: to,
      Subject: subject,
      Date: now.toUTCString().replace('GMT', '+0000'),
      'Message-ID': `<${id}@localhost>`,
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Transfer-Encoding': '8bit',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`);
    return [...lines, '', ...text.split('\n'), ''].join('\r\n');
  }
}
