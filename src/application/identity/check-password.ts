import { DomainError } from '../../domain/errors.js';
import { networkOf } from '../../domain/identity/network.js';
import type { Clock } from '../ports/clock.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import type { RateLimit, RateLimiter } from '../ports/rate-limiter.js';
import { RateReservations } from './rate-reservations.js';

const QUARTER_HOUR = 15 * 60;
const PER_ACCOUNT: RateLimit = { name: 'login-account', points: 5, seconds: QUARTER_HOUR };

export interface LoginLimitSettings {
  /** Failures in 15 minutes from one address, whatever the account; `LOGIN_LIMIT_PER_ADDRESS`. */
  readonly loginLimitPerAddress: number;
}

export interface PasswordTry {
  /** User id, or the key of a name that nobody has: unknown names are counted too. */
  readonly account: string;
  readonly ip: string | null;
  /** `undefined` for an account that does not exist. */
  readonly hash: string | undefined;
  readonly password: string;
  /** Of somebody signed in: fails at the limit of his account only, as strangers may have used up that of the address. */
  readonly signedIn?: boolean;
}

/** Beyond a limit: which, and in how many seconds there is another try. */
export interface Throttled {
  readonly limit: number;
  readonly retryAfter: number;
}

export type PasswordVerdict = 'right' | 'wrong' | Throttled;

/**
 * The one place where a password is compared. Five wrong ones in 15 minutes for an account from an address, then none
 * is even hashed; nobody can lock out an owner who comes from elsewhere. A try is reserved before the hash and given
 * back if the password was right.
 */
export class CheckPassword {
  private readonly reservations: RateReservations;
  private readonly perAddress: RateLimit;

  constructor(
    private readonly hasher: PasswordHasher,
    private readonly limiter: RateLimiter,
    clock: Clock,
    settings: LoginLimitSettings,
  ) {
    this.reservations = new RateReservations(limiter, clock);
    this.perAddress = { name: 'login-address', points: settings.loginLimitPerAddress, seconds: QUARTER_HOUR };
  }

  async execute({ account, ip, hash, password, signedIn = false }: PasswordTry): Promise<PasswordVerdict> {
    const ofAddress: [RateLimit, string] = [this.perAddress, addressKey(ip)];
    const tries: [RateLimit, string][] = [[PER_ACCOUNT, accountKey(account, ip)], ...(signedIn ? [] : [ofAddress])];
    const reserved: typeof tries = [];
    for (const [limit, key] of tries) {
      const { allowed, resetAfter } = await this.reservations.take(limit, key);
      if (!allowed) {
        await this.giveBack(reserved);
        return { limit: limit.points, retryAfter: resetAfter };
      }
      reserved.push([limit, key]);
    }
    const verdict = await this.compare(hash, password, reserved);
    // A stolen session is no way to guess beside that limit.
    if (signedIn && verdict === 'wrong') await this.limiter.take(...ofAddress);
    return verdict;
  }

  /** Whoever proved to own the account starts afresh, from that address. */
  async unlock(account: string, ip: string | null): Promise<void> {
    await this.limiter.clear(PER_ACCOUNT, accountKey(account, ip));
  }

  private async compare(
    hash: string | undefined,
    password: string,
    reserved: readonly [RateLimit, string][],
  ): Promise<'right' | 'wrong'> {
    let wrong = false;
    try {
      wrong = !(await this.hasher.verify(hash, password));
      return wrong ? 'wrong' : 'right';
    } finally {
      // Also given back when there was no place to hash it: that was no failure of the account.
      if (wrong) await Promise.all(reserved.map(([limit, key]) => this.reservations.keep(limit, key)));
      else await this.giveBack(reserved);
    }
  }

  private async giveBack(reserved: readonly [RateLimit, string][]): Promise<void> {
    await Promise.all(reserved.map(([limit, key]) => this.reservations.giveBack(limit, key)));
  }
}

export function tooManyAttempts(throttled: Throttled): DomainError {
  return new DomainError('throttled', 'too-many-attempts', 'Too many failed attempts. Try again later.', {
    ...throttled,
  });
}

function accountKey(account: string, ip: string | null): string {
  return `${account}|${addressKey(ip)}`;
}

function addressKey(ip: string | null): string {
  return ip === null ? 'unknown' : networkOf(ip);
}
