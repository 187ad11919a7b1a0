import type { Redis } from 'ioredis';
import type { Log } from '../../application/ports/log.js';

type Listener = (...values: unknown[]) => void;

/**
 * A connection to Redis as Socket.IO's adapter uses it: the adapter drops the promises of its commands, so while Redis is
 * away each of them would end as an unhandled rejection, and the process with it.
 */
export class AdapterConnection {
  private sent: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly redis: Redis,
    private readonly log: Log,
  ) {}

  publish(channel: string, message: string | Buffer): void {
    this.send(this.redis.publish(channel, message));
  }

  subscribe(channels: readonly string[]): void {
    this.send(this.redis.subscribe(...channels));
  }

  psubscribe(pattern: string): void {
    this.send(this.redis.psubscribe(pattern));
  }

  unsubscribe(channels: readonly string[]): void {
    this.send(this.redis.unsubscribe(...channels));
  }

  punsubscribe(pattern: string): void {
    this.send(this.redis.punsubscribe(pattern));
  }

  on(event: string, listener: Listener): void {
    this.redis.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.redis.off(event, listener);
  }

  /** Resolves when Redis has answered all that was sent so far. */
  async answered(): Promise<void> {
    await this.sent;
  }

  private send(command: Promise<unknown>): void {
    const done = command.catch((error: unknown) => {
      this.log.warn({ error }, 'Redis did not take what was meant for the sockets of other processes');
    });
    this.sent = this.sent.then(() => done);
  }
}
