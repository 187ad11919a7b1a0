import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The directory of package.json: sources and compiled files lie at different depths below it. */
export function projectDirectory(): string {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, 'package.json'))) {
    if (dirname(directory) === directory) throw new Error('package.json is missing');
    directory = dirname(directory);
  }
  return directory;
}

export function projectVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectDirectory(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
