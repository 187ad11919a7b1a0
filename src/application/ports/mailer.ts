export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Resolves when the mail is handed on. @throws DomainError `unavailable` */
  send(mail: Mail): Promise<void>;
}
