import { Presets, SingleBar } from 'cli-progress';

/** A bar on a terminal; elsewhere a line every five seconds. */
export function progressBar(format: string): SingleBar {
  return new SingleBar({ format, noTTYOutput: true, notTTYSchedule: 5000 }, Presets.shades_classic);
}
