/** Copies of what can be computed again. Never a failure for the caller: a cache that is away holds nothing. */
export interface Cache {
  /** `undefined` if nothing is kept under the key, or no longer. Values are JSON and detached from the cache. */
  get<T>(key: string): Promise<T | undefined>;
  /** Kept for `seconds`, then gone. */
  set(key: string, value: unknown, seconds: number): Promise<void>;
  delete(key: string): Promise<void>;
}
