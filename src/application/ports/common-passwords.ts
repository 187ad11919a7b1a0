/** The passwords that guessers try first: the heads of the lists of leaked ones. */
export interface CommonPasswords {
  /** At least the 3,000 most common (OWASP ASVS 5.0, 6.2.4), in NFKC and lower case, each a whole password. */
  all(): Promise<ReadonlySet<string>>;
}
