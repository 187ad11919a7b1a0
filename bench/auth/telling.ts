import { goal, quartiles, seeded } from '../measure.js';
import { spread } from '../realtime/machine.js';

const MOST_DIFFERENCE = 0.05;
/** Of an account from an address, until the limiter answers in place of what is measured. */
export const TRIES_AN_ACCOUNT = 5;

const ASKED = {
  login: { path: '/api/login', body: (email: string) => ({ email, password: 'wrong wrong wrong' }), status: 401 },
  'forgotten password': { path: '/api/password/forgot', body: (email: string) => ({ email }), status: 202 },
};
type Kind = 'known' | 'unknown';

/** Whether the time an answer takes tells an account that exists from one that does not. One request at a time. */
export async function measureTelling(url: string, emails: readonly string[]): Promise<void> {
  for (const [name, asked] of Object.entries(ASKED)) {
    const times: Record<Kind, number[]> = { known: [], unknown: [] };
    const tries = Array.from({ length: emails.length * TRIES_AN_ACCOUNT }, (_, index) => index);
    const random = seeded(11);
    for (const index of tries) {
      const account = index % emails.length;
      const asks: readonly (readonly [Kind, string])[] = [
        ['known', emails[account] ?? ''],
        ['unknown', `nobody-${account}@example.org`],
      ];
      for (const [kind, email] of asks.toSorted(() => random() - 0.5)) {
        times[kind].push(await timed(`${url}${asked.path}`, asked.body(email), asked.status));
      }
    }
    report(name, times);
  }
}

async function timed(url: string, body: object, status: number): Promise<number> {
  const text = JSON.stringify(body);
  const start = performance.now();
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
  await answer.arrayBuffer();
  const spent = performance.now() - start;
  if (answer.status !== status) throw new Error(`${url} answered ${answer.status}`);
  return spent;
}

function report(name: string, times: Readonly<Record<Kind, readonly number[]>>): void {
  console.log(`\n${name}: ms, median of ${times.known.length} [quartiles]`);
  for (const [kind, spent] of Object.entries(times)) {
    console.log(`${kind.padEnd(34)} ${spread(spent, 2)}`);
  }
  const [known, unknown] = [quartiles(times.known), quartiles(times.unknown)];
  const difference = Math.abs(known.median - unknown.median);
  const doubt = notch(times.known) + notch(times.unknown);
  const shareOf = (milliseconds: number) => `${((milliseconds / unknown.median) * 100).toFixed(1)} %`;
  goal(
    `${name}: medians within ${MOST_DIFFERENCE * 100} %: ${shareOf(difference)}, give or take ${shareOf(doubt)}`,
    difference - doubt <= MOST_DIFFERENCE * unknown.median,
  );
}

/** Medians whose notches do not meet differ, with 95 % certainty (McGill, Tukey, Larsen 1978). */
function notch(values: readonly number[]): number {
  const { low, high } = quartiles(values);
  return (1.57 * (high - low)) / Math.sqrt(values.length);
}
