import { Command, InvalidArgumentError, Option } from 'commander';
import { TOPICS, type Topic } from '../../application/events.js';
import type { DeadLetter, DeadLetterStore } from '../../application/ports/dead-letter-store.js';
import { parseInstant, toIso, type Instant } from '../../domain/time/instant.js';
import { processEnvironment } from '../config/environment.js';
import { readSettings } from '../config/read-settings.js';
import { openDeadLetters } from '../inversify/open-dead-letters.js';
import { fail } from './fail.js';
import { progressBar } from './progress-bar.js';

interface Options {
  readonly topic?: Topic;
  readonly since?: Instant;
  readonly all?: true;
  readonly json?: true;
  readonly resend?: true | readonly string[];
}

const AT_ONCE = 100;
const LONGEST_VALUE = 200;

const program = new Command('dead-letters')
  .description(
    'Lists what could not be processed in the last seven days and was not re-sent. On the embedded store it reads beside a running service, but re-sends only while the service is stopped.',
  )
  .addOption(new Option('--topic <topic>', 'of this topic only').choices(Object.values(TOPICS)))
  .option('--since <instant>', 'given up since then, as 2026-11-21T10:00:00Z', instant)
  .option('--all', 'those that were re-sent too')
  .option('--json', 'as JSON, values in full')
  .option('--resend [ids...]', 'publish them again to their topics under their keys: all that are listed, or these')
  .action(async (options: Options) => {
    const letters = await openDeadLetters(
      readSettings(processEnvironment()),
      options.resend === undefined ? 'read' : 'own',
    );
    try {
      await (options.resend === undefined
        ? show(letters.store, options)
        : resend(letters.store, options.resend, options));
    } finally {
      await letters.close();
    }
  });

try {
  await program.parseAsync();
} catch (error) {
  fail(error);
}

function instant(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new InvalidArgumentError('It must look like 2026-11-21T10:00:00Z.');
  return at;
}

async function listed(store: DeadLetterStore, { topic, since = 0, all }: Options): Promise<readonly DeadLetter[]> {
  return (await store.list()).filter(
    (letter) => (topic === undefined || letter.topic === topic) && letter.at >= since && (all ?? !letter.resent),
  );
}

async function show(store: DeadLetterStore, options: Options): Promise<void> {
  const letters = await listed(store, options);
  if (options.json === true) {
    console.log(
      JSON.stringify(
        letters.map(({ at, ...letter }) => ({ ...letter, at: toIso(at) })),
        undefined,
        2,
      ),
    );
    return;
  }
  for (const letter of letters) console.log(textOf(letter));
  console.log(count(letters.length));
}

async function resend(store: DeadLetterStore, wanted: true | readonly string[], options: Options): Promise<void> {
  const ids = wanted === true ? (await listed(store, options)).map(({ id }) => id) : wanted;
  const bar = progressBar('re-sending {bar} {value}/{total} dead letters');
  let sent = 0;
  if (ids.length > AT_ONCE) bar.start(ids.length, 0);
  try {
    for (let first = 0; first < ids.length; first += AT_ONCE) {
      sent += await store.resend(ids.slice(first, first + AT_ONCE));
      bar.update(Math.min(ids.length, first + AT_ONCE));
    }
  } finally {
    bar.stop();
    console.log(options.json === true ? JSON.stringify({ resent: sent }) : `${count(sent)} re-sent`);
  }
}

function textOf({ id, topic, key, value, reason, attempts, origin, at, resent }: DeadLetter): string {
  const text = value ?? 'none';
  return [
    `${id}${resent ? ' (re-sent)' : ''}`,
    `  ${topic}, key ${key ?? 'none'}, given up at ${toIso(at)}`,
    `  ${reason}`,
    `  handled ${attempts} times, from partition ${origin.partition}, offset ${origin.offset}`,
    `  ${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text}`,
    '',
  ].join('\n');
}

function count(letters: number): string {
  return `${letters} dead letter${letters === 1 ? '' : 's'}`;
}
