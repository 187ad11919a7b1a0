import type { Redis } from 'ioredis';
import type { Log } from '../../application/ports/log.js';

/** While Redis is away little is pushed, because nobody knows who is connected. */
const MOST_UNDERWAY = 10_000;

type Listener = (channel: Buffer, message: Buffer) => void;

/**
 * A connection to Redis as Socket.IO's adapter uses it: the adapter drops the promises of its commands, so while Redis is
 * away each of them would end as an unhandled rejection, and the process with it.
 */
export class AdapterConnection {
  private sent: Promise<unknown> = Promise.resolve();
  private underway = 0;

  constructor(
    private readonly redis: Redis,
    private readonly log: Log,
  ) {}

  /**
   * Resolves at once: the sockets of this process are not kept waiting for those of others. While Redis is away a
   * message waits for it, unless too many do.
   */
  spublish(channel: string, message: string | Buffer): Promise<void> {
    if (this.underway < MOST_UNDERWAY) this.send(this.redis.spublish(channel, message));
    else this.log.warn({ channel }, 'too much waits for Redis; this is not told to other processes');
    return Promise.resolve();
  }

  ssubscribe(channel: string): void {
    this.send(this.redis.ssubscribe(channel));
  }

  sunsubscribe(channel: string): void {
    this.send(this.redis.sunsubscribe(channel));
  }

  on(event: 'smessageBuffer', listener: Listener): void {
    this.redis.on(event, listener);
  }

  /** Resolves when Redis has answered all that was sent so far. */
  async answered(): Promise<void> {
    await this.sent;
  }

  private send(command: Promise<unknown>): void {
    this.underway += 1;
    const done = command
      .catch((error: unknown) => {
        this.log.warn({ error }, 'Redis did not take what was meant for the sockets of other processes');
      })
      .finally(() => {
        this.underway -= 1;
      });
    this.sent = this.sent.then(() => done);
  }
}
