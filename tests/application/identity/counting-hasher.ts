import { Argon2PasswordHasher } from '../../../src/adapters/system/argon2-password-hasher.js';
import type { PasswordHasher } from '../../../src/application/ports/password-hasher.js';

/** The real hasher, counting what reaches it. */
export class CountingHasher implements PasswordHasher {
  verified = 0;
  private readonly real = new Argon2PasswordHasher(2);

  hash(password: string): Promise<string> {
    return this.real.hash(password);
  }

  verify(hash: string | undefined, password: string): Promise<boolean> {
    this.verified += 1;
    return this.real.verify(hash, password);
  }
}
