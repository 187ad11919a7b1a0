import type { Redis } from 'ioredis';
import type { Log } from '../../application/ports/log.js';

type Listener = (channel: Buffer, message: Buffer) => void;

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

  /** Resolves at once: the sockets of this process are not kept waiting for those of others. */
  spublish(channel: string, message: string | Buffer): Promise<void> {
    this.send(this.redis.spublish(channel, message));
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
    const done = command.catch((error: unknown) => {
      this.log.warn({ error }, 'Redis did not take what was meant for the sockets of other processes');
    });
    this.sent = this.sent.then(() => done);
  }
}
