/** Pseudo-random numbers, the same for the same seed: mulberry32, seeded by FNV-1a. */
export class Chance {
  private state: number;

  constructor(private readonly seed: string) {
    this.state = 0x811c9dc5;
    for (let index = 0; index < seed.length; index += 1) {
      this.state = Math.imul(this.state ^ seed.charCodeAt(index), 0x01000193);
    }
  }

  /** A sequence of its own, which does not depend on what else was drawn. */
  of(name: string | number): Chance {
    return new Chance(`${this.seed}/${name}`);
  }

  /** In [0, 1). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  isTrue(probability: number): boolean {
    return this.fraction() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.fraction();
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  oneOf<T>(list: readonly [T, ...T[]]): T {
    return list[this.whole(0, list.length - 1)] ?? list[0];
  }

  /** Of the standard normal distribution (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.fraction())) * Math.cos(2 * Math.PI * this.fraction());
  }
}
