import { hash, verify } from '@node-rs/argon2';
import { Argon2PasswordHasher } from '../../src/adapters/system/argon2-password-hasher.js';
import { goal, measureAsync, quartiles } from '../measure.js';
import { spread } from '../realtime/machine.js';

const AT_ONCE = 24;
const LEAST_SHARE = 0.9;
/** As our hasher has them: OWASP’s. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PASSWORD = 'sunny otters swim north';

/** Passwords compared a second when many sign in at once, ours beside the bare library. */
export async function measureHashing(rounds: number): Promise<void> {
  const stored = await hash(PASSWORD, PARAMETERS);
  const hasher = new Argon2PasswordHasher();
  const crowd = (compare: () => Promise<boolean>) => () => Promise.all(Array.from({ length: AT_ONCE }, compare));
  const ours = crowd(() => hasher.verify(stored, PASSWORD));
  const bare = crowd(() => verify(stored, PASSWORD));
  const times = await measureAsync(
    [
      { name: 'ours', run: ours, pieces: AT_ONCE },
      { name: 'bare @node-rs/argon2', run: bare, pieces: AT_ONCE },
      { name: 'bare @node-rs/argon2, a twin', run: bare, pieces: AT_ONCE },
    ],
    rounds,
  );
  console.log(`\npasswords compared a second, ${AT_ONCE} at once, median of ${rounds} interleaved rounds [quartiles]`);
  for (const [name, spent] of times) {
    const rates = spent.map((nanoseconds) => 1e9 / nanoseconds);
    console.log(`${name.padEnd(34)} ${spread(rates, 0)}`);
  }
  const shareOf = (name: string) => {
    const [own = [], other = []] = [times.get('ours'), times.get(name)];
    return quartiles(other.map((spent, round) => spent / (own[round] ?? NaN)));
  };
  const { median, high } = shareOf('bare @node-rs/argon2');
  goal(`ours ≥ ${LEAST_SHARE} × bare, round by round: ${median.toFixed(2)}`, high >= LEAST_SHARE);
}
