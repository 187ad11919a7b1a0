import { DomainError } from '../../domain/errors.js';
import { foundUser, type User } from '../../domain/identity/user.js';
import type { UserRepository } from '../ports/user-repository.js';
import { tooManyAttempts, type CheckPassword } from './check-password.js';

/** Asks somebody who is signed in for the password once more: a found phone is not its owner. */
export class ConfirmPassword {
  constructor(
    private readonly users: UserRepository,
    private readonly check: CheckPassword,
  ) {}

  /** @throws DomainError `wrong-password`, `too-many-attempts` */
  async execute({
    userId,
    password,
    ip,
  }: {
    readonly userId: string;
    readonly password: string;
    readonly ip: string | null;
  }): Promise<User> {
    const user = foundUser(await this.users.get(userId));
    const verdict = await this.check.execute({
      account: user.id,
      ip,
      hash: user.passwordHash,
      password,
      signedIn: true,
    });
    if (verdict === 'right') return user;
    if (verdict === 'wrong') throw wrongPassword();
    throw tooManyAttempts(verdict);
  }
}

export function wrongPassword(): DomainError {
  return new DomainError('forbidden', 'wrong-password', 'The password is wrong.');
}
