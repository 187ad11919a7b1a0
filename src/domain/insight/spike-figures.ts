import { nameKey } from '../identity/account-name.js';

/** `brute-force`: many tries on few accounts; `stuffing`: few tries on many. */
export type SpikeKind = 'brute-force' | 'stuffing';

/** Whom a failed login tried, by the user's id or, if nobody has it, the name; and from where. Null: forgotten since. */
export interface FailedLogin {
  readonly userId: string | null;
  readonly account: string | null;
  readonly ip: string | null;
}

export interface TriedAccount {
  /** Null if the account does not exist. */
  readonly userId: string | null;
  /** The key of a name that was tried and is nobody's; null for a user, who may be renamed or deleted. */
  readonly account: string | null;
  readonly failures: number;
}

export interface TryingAddress {
  readonly address: string;
  readonly failures: number;
}

/** What a window shows of a spike. */
export interface SpikeFigures {
  readonly kind: SpikeKind;
  readonly failures: number;
  readonly accounts: number;
  readonly addresses: number;
  /** Those with the most failures, at most five. */
  readonly topAccounts: readonly TriedAccount[];
  readonly topAddresses: readonly TryingAddress[];
}

const MOST_NAMED = 5;
/** Up to so many tries an account it is a list of leaked passwords, each tried where it was used. */
const STUFFING_TRIES = 3;

/**
 * @param failures of the window
 * @param looked those that were looked at: all, or of a flood the newest, newest first
 */
export function spikeFigures(failures: number, looked: readonly FailedLogin[]): SpikeFigures {
  const accounts = counted(looked.flatMap(accountOf), ({ userId, account }) => userId ?? `name:${account}`);
  const addresses = counted(looked.flatMap(addressOf), ({ address }) => address);
  return {
    kind: spikeKind(looked.length, accounts.length),
    failures: Math.max(failures, looked.length),
    accounts: accounts.length,
    addresses: addresses.length,
    topAccounts: accounts.slice(0, MOST_NAMED),
    topAddresses: addresses.slice(0, MOST_NAMED),
  };
}

export function spikeKind(failures: number, accounts: number): SpikeKind {
  return failures <= STUFFING_TRIES * accounts ? 'stuffing' : 'brute-force';
}

/** Ways to write a name make no second account. */
function accountOf({ userId, account }: FailedLogin): readonly Omit<TriedAccount, 'failures'>[] {
  if (userId !== null) return [{ userId, account: null }];
  return account === null ? [] : [{ userId, account: nameKey(account) }];
}

function addressOf({ ip }: FailedLogin): readonly Omit<TryingAddress, 'failures'>[] {
  return ip === null ? [] : [{ address: ip }];
}

/** How often each was there, the most frequent first. @param keyOf what makes two the same */
function counted<T>(things: readonly T[], keyOf: (thing: T) => string): readonly (T & { failures: number })[] {
  const found = new Map<string, T & { failures: number }>();
  for (const thing of things) {
    const key = keyOf(thing);
    found.set(key, { ...thing, failures: (found.get(key)?.failures ?? 0) + 1 });
  }
  return [...found.values()].sort((one, other) => other.failures - one.failures);
}
