import { requireStrongPassword, type PasswordOwner } from '../../domain/identity/password-policy.js';
import type { CommonPasswords } from '../ports/common-passwords.js';

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

/** The one gate for new passwords. */
export class RequireStrongPassword {
  constructor(
    private readonly commonPasswords: CommonPasswords,
    private readonly settings: PasswordSettings,
  ) {}

  /** @throws DomainError `weak-password` */
  async execute({ password, owner, path }: NewPassword): Promise<void> {
    const rules = { min: this.settings.passwordMin, common: await this.commonPasswords.all() };
    requireStrongPassword(password, owner, rules, path);
  }
}
