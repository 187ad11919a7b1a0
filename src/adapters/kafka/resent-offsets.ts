import { DomainError } from '../../domain/errors.js';

/** What a broker keeps beside an offset has 4,096 bytes at most. */
const MOST_CHARACTERS = 4_000;

/**
 * Which offsets of a partition were re-sent, kept as Kafka keeps the place of a group: an offset below which all were,
 * and as its metadata the ranges above, `12-15,20`.
 */
export class ResentOffsets {
  private constructor(
    private readonly below: bigint,
    private readonly others: ReadonlySet<bigint>,
  ) {}

  /** @param offset as committed; negative if nothing is */
  static read(offset: string, metadata: string | null): ResentOffsets {
    const others = new Set<bigint>();
    for (const [, first = '', last = first] of (metadata ?? '').matchAll(/(\d+)(?:-(\d+))?/g))
      for (let other = BigInt(first); other <= BigInt(last); other += 1n) others.add(other);
    const below = BigInt(offset);
    return new ResentOffsets(below < 0n ? 0n : below, others);
  }

  has(offset: bigint): boolean {
    return offset < this.below || this.others.has(offset);
  }

  /** @param low where the partition begins: what is no longer kept leaves no gap */
  with(offsets: readonly bigint[], low: bigint): ResentOffsets {
    const others = new Set([...this.others, ...offsets]);
    let below = this.below < low ? low : this.below;
    while (others.has(below)) below += 1n;
    return new ResentOffsets(below, new Set([...others].filter((offset) => offset > below)));
  }

  /** @throws DomainError `conflict`: too many gaps to remember */
  toCommit(): { readonly offset: string; readonly metadata: string } {
    const metadata = ranges([...this.others]).join(',');
    if (metadata.length > MOST_CHARACTERS)
      throw new DomainError(
        'conflict',
        'too-many-gaps',
        'Too many letters were re-sent one by one: re-send those before them first.',
      );
    return { offset: String(this.below), metadata };
  }
}

function ranges(offsets: readonly bigint[]): readonly string[] {
  const found: { first: bigint; last: bigint }[] = [];
  for (const offset of offsets.toSorted((a, b) => (a < b ? -1 : 1))) {
    const range = found.at(-1);
    if (range !== undefined && range.last + 1n === offset) range.last = offset;
    else found.push({ first: offset, last: offset });
  }
  return found.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`));
}
