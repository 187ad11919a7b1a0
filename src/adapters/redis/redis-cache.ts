import type { Redis } from 'ioredis';
import type { Cache } from '../../application/ports/cache.js';
import type { Log } from '../../application/ports/log.js';

/** Copies in Redis, shared by all processes. While it is away there are none. */
export class RedisCache implements Cache {
  /** @param redis one that fails fast */
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly log: Log,
  ) {}

  async get<T>(key: string): Promise<T | undefined> {
    return this.orUndefined(async () => {
      const text = await this.redis.get(this.named(key));
      return text === null ? undefined : (JSON.parse(text) as T);
    });
  }

  async set(key: string, value: unknown, seconds: number): Promise<void> {
    await this.orUndefined(() => this.redis.set(this.named(key), JSON.stringify(value), 'PX', seconds * 1000));
  }

  async delete(key: string): Promise<void> {
    await this.orUndefined(() => this.redis.del(this.named(key)));
  }

  private named(key: string): string {
    return `${this.prefix}cache:${key}`;
  }

  private async orUndefined<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.log.debug({ error: String(error) }, 'the cache is away');
      return undefined;
    }
  }
}
