import type { Instant } from '../../domain/time/instant.js';

const MOST_WAITING = 1_000;
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

interface Unfinished {
  /** When it was published. */
  readonly at: Instant;
  readonly bytes: number;
}

/**
 * How far a group is with a partition while its messages are handled side by side: what may be committed is the lowest
 * offset that is not finished yet.
 */
export class PartitionProgress {
  /** By offset. */
  private readonly unfinished = new Map<bigint, Unfinished>();
  private bytes = 0;
  /** Above everything taken so far. */
  private next: bigint;
  private committed: bigint;

  constructor(first: bigint) {
    this.next = first;
    this.committed = first;
  }

  /** False if it was taken before: a group that was balanced anew reads again from what was committed. */
  take(offset: bigint, at: Instant, bytes: number): boolean {
    if (offset < this.next) return false;
    this.unfinished.set(offset, { at, bytes });
    this.bytes += bytes;
    this.next = offset + 1n;
    return true;
  }

  /** Nothing below is to come: what was not taken are marks of transactions. */
  reach(offset: bigint): void {
    if (offset > this.next) this.next = offset;
  }

  finish(offset: bigint): void {
    this.bytes -= this.unfinished.get(offset)?.bytes ?? 0;
    this.unfinished.delete(offset);
  }

  /** An offset from before all this: the partition was wound back, or made anew. */
  isBefore(offset: bigint): boolean {
    return offset < this.committed;
  }

  /** Where a group would go on; `undefined` if that is committed already. */
  get toCommit(): bigint | undefined {
    // A map gives back first what came first, and offsets come ascending.
    const [lowest = this.next] = this.unfinished.keys();
    return lowest > this.committed ? lowest : undefined;
  }

  noteCommitted(offset: bigint): void {
    this.committed = offset;
  }

  /** From where on messages were not taken yet. */
  get position(): bigint {
    return this.next;
  }

  /** When the first message that is not finished was published. */
  get oldest(): Instant | undefined {
    const [oldest] = this.unfinished.values();
    return oldest?.at;
  }

  /** So much waits, by number or size, that nothing more is to be fetched. */
  get isFull(): boolean {
    return this.unfinished.size > MOST_WAITING || this.bytes > MOST_WAITING_BYTES;
  }

  /** Half of what makes it full is free. */
  get hasRoom(): boolean {
    return this.unfinished.size <= MOST_WAITING / 2 && this.bytes <= MOST_WAITING_BYTES / 2;
  }
}
