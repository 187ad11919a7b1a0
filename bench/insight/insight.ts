/**
 * What the dashboard costs beside a thousand, ten thousand and a hundred thousand accounts of which the same do
 * something: every figure counted anew, nothing cached. `npm run bench:insight`, on MongoDB too with MONGO_URL.
 */
import { addressOf } from '../../tests/servers.js';
import { goal } from '../measure.js';
import { embeddedBench } from './embedded.js';
import { beBusy, dashboard, type Stores } from './figures.js';
import { mongoBench } from './mongo.js';

/** Of one computation. */
interface Explained {
  readonly lookups: number;
  /** Of those, how many read a collection from end to end. */
  readonly scans: number;
  /** Documents in the ranges that are looked up: an index leads to these and no others. */
  readonly matched: number | undefined;
  /** Documents, if the server tells. */
  readonly examined: number | undefined;
}

export interface Bench {
  readonly stores: Stores;
  readonly load: (accounts: number) => Promise<void>;
  readonly explain: (run: () => Promise<unknown>) => Promise<Explained>;
  readonly close: () => Promise<void>;
}

interface Result extends Explained {
  readonly accounts: number;
  readonly p50: number;
  readonly p95: number;
}

const SIZES = [1_000, 10_000, 100_000];
const WARM_UP = 20;
const ROUNDS = 100;
const P95_AT_MOST = 1.5;

/** The sizes take turns, so that what else the machine does hits all alike. */
async function measured(open: () => Promise<Bench>): Promise<readonly Result[]> {
  const benches: Bench[] = [];
  try {
    for (const size of SIZES) {
      const bench = await open();
      benches.push(bench);
      await bench.load(size);
      await beBusy(bench.stores);
    }
    const runs = benches.map(({ stores }) => dashboard(stores));
    const times = SIZES.map((): number[] => []);
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      for (const [index, run] of runs.entries()) {
        const start = performance.now();
        const { totalUsers } = await run();
        if (totalUsers !== (SIZES[index] ?? 0) - 2) throw new Error(`${totalUsers} users are counted`);
        if (round >= WARM_UP) times[index]?.push(performance.now() - start);
      }
    }
    const results: Result[] = [];
    for (const [index, bench] of benches.entries()) {
      const sorted = (times[index] ?? []).sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
      const explained = await bench.explain(runs[index] ?? (() => Promise.resolve()));
      results.push({ accounts: SIZES[index] ?? 0, p50: at(0.5), p95: at(0.95), ...explained });
    }
    return results;
  } finally {
    for (const bench of benches) await bench.close();
  }
}

function judge(store: string, results: readonly Result[]): void {
  console.log(`\n${store}`);
  console.table(
    results.map(({ accounts, p50, p95, lookups, scans, matched, examined }) => ({
      accounts,
      'p50 ms': p50.toFixed(2),
      'p95 ms': p95.toFixed(2),
      lookups,
      'full scans': scans,
      'documents matched': matched ?? 'not asked',
      'documents examined': examined ?? 'not told',
    })),
  );
  const [first, last] = [results[0], results.at(-1)];
  if (first === undefined || last === undefined) return;
  goal(`${store}: no lookup reads a collection from end to end`, last.scans === 0);
  goal(
    `${store}: p95 at 100,000 accounts is at most ${P95_AT_MOST} times p95 at 1,000: ${(last.p95 / first.p95).toFixed(2)}`,
    last.p95 <= P95_AT_MOST * first.p95,
  );
  if (first.matched !== undefined) {
    goal(`${store}: documents matched do not grow with accounts`, first.matched === last.matched);
  }
  if (first.examined !== undefined) {
    goal(`${store}: documents examined do not grow with accounts`, first.examined === last.examined);
  }
}

judge('embedded store', await measured(embeddedBench));
const address = addressOf('mongo');
if (address === undefined) console.log('\nMongoDB: no MONGO_URL, not measured');
else judge('MongoDB protocol', await measured(() => mongoBench(address)));
