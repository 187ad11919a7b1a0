import { requireStrongPassword, type PasswordOwner } from '../../domain/identity/password-policy.js';
import type { CommonPasswords } from '../ports/common-passwords.js';
import type { PasswordHasher } from '../ports/password-hasher.js';

export interface PasswordSettings {
  /** Fewest characters, `PASSWORD_MIN`; never below 8 (OWASP ASVS 5.0, 6.2.1). */
  readonly passwordMin: number;
}

export interface NewPassword {
  readonly password: string;
  readonly owner: PasswordOwner;
  /** Of the input that holds it; `password` if it is missing. */
  readonly path?: string;
}

/** The one gate for new passwords: a weak one has no hash. */
export class HashNewPassword {
  constructor(
    private readonly commonPasswords: CommonPasswords,
    private readonly hasher: PasswordHasher,
    private readonly settings: PasswordSettings,
  ) {}

  /** @throws DomainError `weak-password`, `too-busy` */
  async execute({ password, owner, path }: NewPassword): Promise<string> {
    const rules = { min: this.settings.passwordMin, common: await this.commonPasswords.all() };
    requireStrongPassword(password, owner, rules, path);
    return this.hasher.hash(password);
  }
}
