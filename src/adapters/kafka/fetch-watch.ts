import type { Instant } from '../../domain/time/instant.js';

/** A partition of ours, from where on it was not read yet, and where it ends. */
export interface Position {
  readonly id: string;
  readonly position: bigint;
  readonly end: bigint;
}

/** Sees partitions that have more to read, of which nothing comes. */
export class FetchWatch {
  private behind = new Map<string, { readonly position: bigint; readonly since: Instant }>();

  /** Where all partitions stand that can be read now. */
  note(positions: readonly Position[], now: Instant): void {
    const before = this.behind;
    this.behind = new Map();
    for (const { id, position, end } of positions) {
      if (end <= position) continue;
      const known = before.get(id);
      this.behind.set(id, known?.position === position ? known : { position, since: now });
    }
  }

  /** What was seen says nothing any more: the broker was away, or partitions were dealt out anew. */
  forget(): void {
    this.behind.clear();
  }

  /** Whether a partition has stood still for longer than so many milliseconds. */
  standsStill(milliseconds: number, now: Instant): boolean {
    return [...this.behind.values()].some(({ since }) => now - since > milliseconds);
  }
}
