export interface Mail {
  /** What may be sent twice has one, so that a mail program can tell that it is the same mail: it is in the Message-ID. */
  readonly id?: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Resolves when the mail is handed on. @throws DomainError `unavailable`, or `mail-refused`: this mail never will be */
  send(mail: Mail): Promise<void>;
}
