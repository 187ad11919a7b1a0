import { readFileSync } from 'node:fs';

export interface Memory {
  /** Bytes that are in use after two collections: the heap, and what it holds outside. */
  readonly live: number;
  /** The proportional set size: also what the process keeps for later, which depends on what it did before. */
  readonly pss: number;
}

export async function memory(): Promise<Memory> {
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { heapUsed, external } = process.memoryUsage();
  const pss = 1024 * Number(/^Pss:\s+(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))?.[1]);
  return { live: heapUsed + external, pss };
}
