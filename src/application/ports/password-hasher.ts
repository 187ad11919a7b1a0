/** Slow on purpose. Both throw DomainError `throttled` (`too-busy`) when too many wait for their turn. */
export interface PasswordHasher {
  /** With its parameters in it, so that those of new ones can change. */
  hash(password: string): Promise<string>;
  /**
   * False for a wrong password. With `undefined` in place of a hash it takes as long, and is false: nobody learns who
   * has an account.
   */
  verify(hash: string | undefined, password: string): Promise<boolean>;
}
