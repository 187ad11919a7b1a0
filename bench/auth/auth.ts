/** Tokens, passwords, what timing tells, and reads beside a flood of logins. `npm run bench:auth`, `-- --fast` for CI. */
import { machine } from '../realtime/machine.js';
import { measureFlood } from './flood.js';
import { measureHashing } from './hashing.js';
import { register, signIn, startService } from './service.js';
import { measureTelling } from './telling.js';
import { measureVerification } from './verification.js';

const fast = process.argv.includes('--fast');
const libraries = ['jsonwebtoken', 'fast-jwt', 'jose', '@node-rs/argon2'];
console.log(`${new Date().toISOString()}: ${machine(libraries)}`);

await measureVerification(fast ? 7 : 15);
await measureHashing(fast ? 7 : 21);
const service = await startService();
try {
  const emails = await register(service.url, fast ? 21 : 81);
  const [reader = '', ...tried] = emails;
  await measureTelling(service.url, tried);
  const token = await signIn(service.url, reader);
  await measureFlood(service.url, token, fast ? 2 : 5, fast ? 3 : 5);
} finally {
  await service.stop();
}
