import { createTransport, type Transporter } from 'nodemailer';
import type { Mail, Mailer } from '../../application/ports/mailer.js';
import { DomainError } from '../../domain/errors.js';

const PATIENCE_MS = 10_000;
const RETRY_AFTER_SECONDS = 30;

/** Real mail, over a few kept connections. */
export class SmtpMailer implements Mailer {
  private readonly transport: Transporter;

  /** @param url `smtp://user:password@host:port`, or `smtps://` */
  constructor(
    url: string,
    private readonly from: string,
  ) {
    const timeouts = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
    this.transport = createTransport({ url, pool: true, disableFileAccess: true, disableUrlAccess: true, ...timeouts });
  }

  async send({ to, subject, text }: Mail): Promise<void> {
    try {
      // As an object, so that the address is taken for one address, whatever characters it has.
      await this.transport.sendMail({ from: this.from, to: { name: '', address: to }, subject, text });
    } catch (error) {
      const details = { retryAfter: RETRY_AFTER_SECONDS };
      throw new DomainError('unavailable', 'mail-unavailable', 'Mail cannot be sent now.', details, { cause: error });
    }
  }

  close(): void {
    this.transport.close();
  }
}
