import { Command } from 'commander';
import { processEnvironment } from '../config/environment.js';
import { readSettings } from '../config/read-settings.js';
import { createSeeding } from '../inversify/create-seeding.js';
import { HmacSecrets } from '../system/hmac-secrets.js';
import { fail } from './fail.js';
import { progressBar } from './progress-bar.js';
import { credentialsOf } from './story/credentials.js';
import type { Credentials } from './story/credentials.js';
import { personToShow } from './story/people.js';
import type { Stock } from './story/stock.js';
import { tellStory } from './story/tell-story.js';
import type { Story } from './story/tell-story.js';

const PEOPLE = 50;
const DAYS = 60;

const program = new Command('seed')
  .description(
    `Fills an empty store with an administrator and ${PEOPLE} people who have ${DAYS} days behind them, and prints how to sign in. On the embedded store it runs only while the service is stopped. A second time adds nothing.`,
  )
  .action(seed);

try {
  await program.parseAsync();
} catch (error) {
  fail(error);
}

async function seed(): Promise<void> {
  const settings = readSettings(processEnvironment());
  const credentials = credentialsOf(settings.identity, new HmacSecrets(settings.tokens.key));
  const { administrator } = credentials;
  const story = tellStory({ people: PEOPLE, days: DAYS, now: Date.now(), administrator });
  const { seeding, parts } = createSeeding(settings, story, credentials);
  await parts.start();
  try {
    const stock = await withBar(story, (tell) => seeding.run(tell));
    console.log(stock === undefined ? 'The example people are here already: nothing was added.' : made(stock));
    console.log(howToSignIn(story, credentials, settings.identity.administrator !== undefined));
  } finally {
    await parts.stop();
  }
}

/** Nothing is shown where nothing is done. */
async function withBar<T>({ deeds }: Story, run: (tell: (done: number) => void) => Promise<T>): Promise<T> {
  const bar = progressBar('seeding {bar} {percentage}% of {total} deeds');
  try {
    return await run((done) => {
      if (!bar.isActive) bar.start(deeds.length, 0);
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}

function made(stock: Stock): string {
  const { people, zones, intakes, longestStreak, runningStreaks, walks, kilometres } = stock;
  const { notifications, unread, logins, failedLogins, alerts } = stock;
  return [
    `${people} people in ${zones} time zones, with ${DAYS} days behind them:`,
    `  ${intakes} intakes, ${runningStreaks} running streaks, the longest ever ${longestStreak} days`,
    `  ${walks} walks, ${kilometres.toFixed(1)} km`,
    `  ${notifications} notifications, ${unread} unread`,
    `  ${logins} logins, ${failedLogins} failed ones, ${alerts} alert${alerts === 1 ? '' : 's'}`,
  ].join('\n');
}

/** Whoever set ADMIN_PASSWORD knows it. */
function howToSignIn({ people, now }: Story, credentials: Credentials, administratorIsSet: boolean): string {
  const { administrator, administratorPassword, peoplesPassword } = credentials;
  const password = administratorIsSet ? '(ADMIN_PASSWORD)' : administratorPassword;
  return [
    'Sign in as',
    `  ${administrator.email}  ${password}  (administrator)`,
    `  ${personToShow(people, now).email}  ${peoplesPassword}  (the same for all people)`,
  ].join('\n');
}
