import type { Redis } from 'ioredis';
import type { Log } from '../../application/ports/log.js';
import type { Presence } from '../../application/ports/presence.js';
import { DomainError } from '../../domain/errors.js';
import type { Instant } from '../../domain/time/instant.js';
import { RELEASE, RENEW, SWEEP } from './presence-scripts.js';

/** So many users a script, so that Redis never works long at one. */
const USERS_AT_ONCE = 500;

/** Leases in Redis, shared by all nodes. Each step is one script, so that racing nodes agree on who came and who went. */
export class RedisPresence implements Presence {
  private readonly keys: readonly [leases: string, first: string, last: string];

  /** @param redis one that fails fast */
  constructor(
    private readonly redis: Redis,
    prefix: string,
    private readonly log: Log,
  ) {
    this.keys = [`${prefix}presence:leases`, `${prefix}presence:first-end`, `${prefix}presence:last-end`];
  }

  async renew(node: string, userIds: readonly string[], now: Instant, until: Instant): Promise<readonly string[]> {
    const newcomers: string[] = [];
    for (let start = 0; start < userIds.length; start += USERS_AT_ONCE) {
      const some = userIds.slice(start, start + USERS_AT_ONCE);
      newcomers.push(...(await this.beside(newcomers, [], () => this.script(RENEW, node, now, until, ...some))));
    }
    return newcomers;
  }

  async release(node: string, userId: string, until: Instant): Promise<void> {
    await this.script(RELEASE, node, until, userId);
  }

  async sweep(now: Instant): Promise<readonly string[]> {
    const vanished: string[] = [];
    for (;;) {
      // The script answers how many users it looked at, then those who are gone.
      const [looked, ...gone] = await this.beside(vanished, ['0'], () => this.script(SWEEP, now, USERS_AT_ONCE));
      vanished.push(...gone);
      if (Number(looked) < USERS_AT_ONCE) return vanished;
    }
  }

  async connected(userIds: readonly string[], now: Instant): Promise<ReadonlySet<string>> {
    if (userIds.length === 0) return new Set();
    return this.orNobody(new Set(), async () => {
      const ends = await this.redis.zmscore(this.keys[2], ...userIds);
      return new Set(userIds.filter((_, index) => Number(ends[index] ?? 0) > now));
    });
  }

  async reachable(userId: string, now: Instant): Promise<boolean> {
    const leases = await this.orUnavailable(() => this.redis.hget(this.keys[0], userId));
    if (leases === null) return false;
    const byNode = JSON.parse(leases) as Readonly<Record<string, readonly [until: Instant, released: 0 | 1]>>;
    return Object.values(byNode).some(([until, released]) => until > now && released === 0);
  }

  async online(now: Instant): Promise<readonly string[]> {
    return this.orNobody([], () => this.redis.zrangebyscore(this.keys[2], `(${now}`, '+inf'));
  }

  async count(now: Instant): Promise<number> {
    return this.orNobody(0, () => this.redis.zcount(this.keys[2], `(${now}`, '+inf'));
  }

  /**
   * A script that finds more. Those found before are named to nobody else, so its failure must not lose them; the rest is
   * left for the next heartbeat or sweep.
   */
  private beside(
    found: readonly string[],
    nobody: readonly string[],
    script: () => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    return found.length > 0 ? this.orNobody(nobody, script) : script();
  }

  private async script(lua: string, ...values: readonly (string | number)[]): Promise<readonly string[]> {
    const answer = await this.orUnavailable(() => this.redis.eval(lua, this.keys.length, ...this.keys, ...values));
    return (answer as (string | number)[]).map(String);
  }

  private async orUnavailable<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      throw new DomainError('unavailable', 'presence-unavailable', 'Who is connected is not known now.', {}, { cause });
    }
  }

  private async orNobody<T>(nobody: T, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      this.log.debug({ error: String(error) }, 'presence is away');
      return nobody;
    }
  }
}
