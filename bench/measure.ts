/** A sequence of chances that is the same in every run: Mulberry32, public domain, by Tommy Ettinger. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Contender {
  readonly name: string;
  /** Does its work once. */
  readonly run: () => void;
  /** How many pieces of work that is. */
  readonly pieces: number;
}

export interface AsyncContender extends Omit<Contender, 'run'> {
  readonly run: () => Promise<unknown>;
}

/** The median of rounds and its quartiles. */
export interface Cost {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Runs the contenders in rounds, in another order each, so that what else the machine does hits all alike. The first
 * round warms up.
 * @returns nanoseconds a piece of work
 */
export function measure(contenders: readonly Contender[], rounds: number): ReadonlyMap<string, Cost> {
  const random = seeded(7);
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run, pieces } of contenders.toSorted(() => random() - 0.5)) {
      const start = process.hrtime.bigint();
      run();
      const spent = Number(process.hrtime.bigint() - start) / pieces;
      if (round > 0) times.get(name)?.push(spent);
    }
  }
  return new Map([...times].map(([name, spent]) => [name, quartiles(spent)]));
}

/** Of the whole machine, or of this process alone, in nanoseconds: a busy machine disturbs the second less. */
export const WALL = (): number => Number(process.hrtime.bigint());
export const CPU = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};

/** As `measure`, of work that is waited for; nanoseconds a piece of every round. */
export async function measureAsync(
  contenders: readonly AsyncContender[],
  rounds: number,
  time = WALL,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const random = seeded(7);
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run, pieces } of contenders.toSorted(() => random() - 0.5)) {
      const start = time();
      await run();
      if (round > 0) times.get(name)?.push((time() - start) / pieces);
    }
  }
  return times;
}

export function quartiles(values: readonly number[]): Cost {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

export function millionsASecond({ median }: Cost): number {
  return 1000 / median;
}

/** Prints a goal and whether it is met; a missed one fails the run. */
export function goal(text: string, met: boolean): void {
  console.log(`${met ? 'met   ' : 'MISSED'}  ${text}`);
  if (!met) process.exitCode = 1;
}
