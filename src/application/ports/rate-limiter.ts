/** So many in so many seconds, counted per key. */
export interface RateLimit {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

export interface Allowance {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the window of this key ends. */
  readonly resetAfter: number;
}

export interface Reservation extends Allowance {
  /** Whether some that are taken, by whomever, may still be given back: a refusal need not be the last word. */
  readonly undecided: boolean;
}

/** Seconds after the last reservation of a key until those of them that nobody decided are kept: their process has died. */
export const UNDECIDED_SECONDS = 30;

/** Counts tries, right also when they come in parallel. Never fails open: when its store is away it counts in memory. */
export interface RateLimiter {
  /** Takes one. Of n parallel takes exactly `points` are allowed; a refused take costs nothing more. */
  take(limit: RateLimit, key: string): Promise<Allowance>;
  /** Takes one of which it is not known yet whether it counts: whoever is allowed must `keep` it or `giveBack`. */
  reserve(limit: RateLimit, key: string): Promise<Reservation>;
  /** One that was reserved counts. */
  keep(limit: RateLimit, key: string): Promise<void>;
  /** One that was reserved is as if it had not been taken; a window in which nothing is left has not begun. */
  giveBack(limit: RateLimit, key: string): Promise<void>;
  /** Forgets the key. */
  clear(limit: RateLimit, key: string): Promise<void>;
}
