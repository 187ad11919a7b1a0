import { LRUCache } from 'lru-cache';
import type { Cache } from '../../application/ports/cache.js';
import type { Clock } from '../../application/ports/clock.js';

const MOST_ENTRIES = 10_000;

/** Copies in memory; the least used go first when there are too many. */
export class EmbeddedCache implements Cache {
  private readonly entries: LRUCache<string, string>;

  constructor(clock: Clock) {
    this.entries = new LRUCache({ max: MOST_ENTRIES, ttlResolution: 0, perf: { now: () => clock.now() } });
  }

  async get<T>(key: string): Promise<T | undefined> {
    const text = this.entries.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  async set(key: string, value: unknown, seconds: number): Promise<void> {
    this.entries.set(key, JSON.stringify(value), { ttl: seconds * 1000 });
  }

  async delete(key: string): Promise<void> {
    this.entries.delete(key);
  }
}
