import autocannon from 'autocannon';
import { goal, quartiles } from '../measure.js';
import { spread } from '../realtime/machine.js';

const MOST_TIMES_QUIET = 3;
const READS_A_SECOND = 200;
const FLOODING = 50;

/** How long reads of one user take while others try passwords as fast as they are answered. */
export async function measureFlood(url: string, token: string, rounds: number, seconds: number): Promise<void> {
  await read(url, token, 1);
  const quiet: number[] = [];
  const flooded: number[] = [];
  const logins: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    quiet.push(await read(url, token, seconds));
    const [p99, { non2xx, duration }] = await Promise.all([
      read(url, token, seconds),
      tryPasswords(url, seconds + 1, round),
    ]);
    flooded.push(p99);
    if (non2xx === 0) throw new Error('no login was answered');
    logins.push(non2xx / duration);
  }
  console.log(`\n${READS_A_SECOND} reads a second: p99 in ms, median of ${rounds} rounds of ${seconds} s [quartiles]`);
  for (const [name, values] of Object.entries({ quiet, [`beside ${FLOODING} who try passwords`]: flooded })) {
    console.log(`${name.padEnd(34)} ${spread(values)}`);
  }
  console.log(`passwords refused a second: ${quartiles(logins).median.toFixed(0)}`);
  const ratios = quartiles(flooded.map((p99, round) => p99 / (quiet[round] ?? NaN)));
  goal(`p99 ≤ ${MOST_TIMES_QUIET} × quiet: ${ratios.median.toFixed(1)}`, ratios.low <= MOST_TIMES_QUIET);
}

/** The p99 of what reads took, in ms; autocannon itself counts whole ones. */
async function read(url: string, token: string, seconds: number): Promise<number> {
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = {
      url: `${url}/api/water/today`,
      headers: { authorization: `Bearer ${token}` },
      connections: 10,
      overallRate: READS_A_SECOND,
      duration: seconds,
    };
    const run = autocannon(options, (error: Error | null, done) => {
      if (error === null) resolve(done);
      else reject(error);
    });
    run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} reads failed`);
  return times.toSorted((a, b) => a - b)[Math.floor(0.99 * times.length)] ?? NaN;
}

/** Each try with a name of its own: it is hashed, and no limiter answers. */
async function tryPasswords(url: string, seconds: number, round: number): Promise<autocannon.Result> {
  const result = await autocannon({
    url: `${url}/api/login`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: `${round}-[<id>]`, password: 'wrong wrong wrong' }),
    idReplacement: true,
    connections: FLOODING,
    duration: seconds,
  });
  const { '401': refused } = result.statusCodeStats as Readonly<Record<string, { readonly count: number } | undefined>>;
  if ((refused?.count ?? 0) !== result['4xx'] + result['5xx'])
    throw new Error(`answers to logins: ${JSON.stringify(result.statusCodeStats)}`);
  return result;
}
