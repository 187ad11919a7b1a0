/**
 * How far a group is with a partition while its messages are handled side by side: what may be committed is the lowest
 * offset that is not finished yet.
 */
export class PartitionProgress {
  private readonly unfinished = new Set<bigint>();
  /** Above everything taken so far. */
  private next: bigint;
  private committed: bigint;

  constructor(first: bigint) {
    this.next = first;
    this.committed = first;
  }

  /** False if it was taken before: a group that was balanced anew reads again from what was committed. */
  take(offset: bigint): boolean {
    if (offset < this.next) return false;
    this.unfinished.add(offset);
    this.next = offset + 1n;
    return true;
  }

  finish(offset: bigint): void {
    this.unfinished.delete(offset);
  }

  /** An offset from before all this: the partition was wound back, or made anew. */
  isBefore(offset: bigint): boolean {
    return offset < this.committed;
  }

  /** Where a group would go on; `undefined` if that is committed already. */
  get toCommit(): bigint | undefined {
    // A set gives back first what came first, and offsets come ascending.
    const [lowest = this.next] = this.unfinished;
    return lowest > this.committed ? lowest : undefined;
  }

  noteCommitted(offset: bigint): void {
    this.committed = offset;
  }

  get waiting(): number {
    return this.unfinished.size;
  }
}
