import type { Cache } from '../ports/cache.js';
import type { IdGenerator } from '../ports/id-generator.js';

interface Copy<T> {
  readonly version: string;
  readonly value: T;
}

const STAMP_SECONDS = 24 * 3600;

/** Copies of what costs to compute. Many who ask for the same at once share one computation. */
export class CachedCopies {
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly cache: Cache,
    private readonly ids: IdGenerator,
  ) {}

  /**
   * @param seconds how old a copy may be
   * @param version read before the value is computed; a copy of another version is not shown
   */
  of<T>(
    key: string,
    seconds: number,
    compute: () => Promise<T>,
    version: () => Promise<string> = () => Promise.resolve(''),
  ): Promise<T> {
    const running = this.underWay.get(key) as Promise<T> | undefined;
    if (running !== undefined) return running;
    const value = this.copyOrValue(key, seconds, compute, version).finally(() => this.underWay.delete(key));
    this.underWay.set(key, value);
    return value;
  }

  /** A version: the same until somebody deletes the stamp from the cache. */
  async stamp(name: string): Promise<string> {
    const current = await this.cache.get<string>(name);
    if (current !== undefined) return current;
    const stamp = this.ids.next();
    await this.cache.set(name, stamp, STAMP_SECONDS);
    return stamp;
  }

  private async copyOrValue<T>(
    key: string,
    seconds: number,
    compute: () => Promise<T>,
    version: () => Promise<string>,
  ): Promise<T> {
    const current = await version();
    const copy = await this.cache.get<Copy<T>>(key);
    if (copy?.version === current) return copy.value;
    const value = await compute();
    await this.cache.set(key, { version: current, value } satisfies Copy<T>, seconds);
    return value;
  }
}
