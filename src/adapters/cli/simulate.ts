import { createReadStream, statSync } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { fail } from './fail.js';
import { startOwnService } from './own-service.js';
import { readWalk } from './walk.js';
import { Walker } from './walker.js';

const SAMPLE = fileURLToPath(new URL('../../../../samples/walk.gpx', import.meta.url));

const program = new Command('simulate')
  .description(
    'A walker: registers, switches tracking on, sends a GPX track through the API and prints metres per hour.',
  )
  .argument('[file]', 'a GPX file; without one the sample of the project')
  .option('--url <url>', 'the service to walk on; without it one is started for the walk', address)
  .action(async (file: string | undefined, options: { url?: string }) => {
    const walk = await readWalk(opened(file ?? SAMPLE), Date.now());
    const own = options.url === undefined ? await startOwnService() : undefined;
    try {
      await new Walker(own?.url ?? options.url ?? '', walk).run();
    } finally {
      await own?.stop();
    }
  });

try {
  await program.parseAsync();
} catch (error) {
  fail(error);
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It must look like http://localhost:8081.');
}

function opened(file: string): ReadStream {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? true) throw new Error(`There is no file ${file}.`);
  return createReadStream(file);
}
