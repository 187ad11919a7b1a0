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

  async send({ id, to, subject, text }: Mail): Promise<void> {
    try {
      const messageId = id === undefined ? {} : { messageId: `<${id}@${hostOf(this.from)}>` };
      // As an object, so that the address is taken for one address, whatever characters it has.
      await this.transport.sendMail({ from: this.from, to: { name: '', address: to }, subject, text, ...messageId });
    } catch (error) {
      if (isRefusal(error)) {
        throw new DomainError(
          'invalid',
          'mail-refused',
          `The mail server refused: ${error.message}`,
          {},
          { cause: error },
        );
      }
      const details = { retryAfter: RETRY_AFTER_SECONDS };
      throw new DomainError('unavailable', 'mail-unavailable', 'Mail cannot be sent now.', details, { cause: error });
    }
  }

  /** Lets go of the connections. */
  close(): void {
    this.transport.close();
  }
}

/** For good (5xx, RFC 5321), and because of this recipient or this text: another mail may well be taken. */
function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { responseCode = 0, command = '' } = error as Error & { responseCode?: number; command?: string };
  return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
}

function hostOf(sender: string): string {
  return /@([\w.-]+)/.exec(sender)?.[1] ?? 'localhost';
}
