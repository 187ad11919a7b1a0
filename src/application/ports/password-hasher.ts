/** Slow on purpose. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** False for a wrong password. With `undefined` in place of a hash it takes as long, and is false: nobody learns who has an account. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
}
