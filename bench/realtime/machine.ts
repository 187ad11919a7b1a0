import { cpus, loadavg } from 'node:os';
import { createRequire } from 'node:module';
import { quartiles, seeded } from '../measure.js';

/** On what a run was done; figures of another machine, or of a busier one, are other figures. */
export function machine(libraries: readonly string[]): string {
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
  const versions = libraries.map((name) => `${name} ${versionOf(name)}`).join(', ');
  const [{ model } = { model: 'unknown' }] = cpus();
  return `${cpus().length} × ${model}, load ${load}, node ${process.version}, ${versions}`;
}

function versionOf(library: string): string {
  return (createRequire(import.meta.url)(`${library}/package.json`) as { version: string }).version;
}

/** Median and quartiles. */
export function spread(values: readonly number[], digits = 1): string {
  const { median, low, high } = quartiles(values);
  return `${median.toFixed(digits)} [${low.toFixed(digits)}–${high.toFixed(digits)}]`;
}

/** Rounds over all contenders, in another order each. */
export async function rounds(
  count: number,
  names: readonly string[],
  run: (name: string, round: number) => Promise<void>,
): Promise<void> {
  const random = seeded(11);
  for (let round = 0; round < count; round += 1) {
    for (const name of names.toSorted(() => random() - 0.5)) await run(name, round);
  }
}
