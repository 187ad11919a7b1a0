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

/** Counts tries, right also when they come in parallel. Never fails open: when its store is away it counts in memory. */
export interface RateLimiter {
  /** Takes one. Of n parallel takes exactly `points` are allowed; a refused take costs nothing more. */
  take(limit: RateLimit, key: string): Promise<Allowance>;
  /** Gives one back, as if it had not been taken. */
  giveBack(limit: RateLimit, key: string): Promise<void>;
  /** Forgets the key. */
  clear(limit: RateLimit, key: string): Promise<void>;
}
