/** Notifications in real time: latency and CPU per delivery. `npm run bench:rt`; servers from the environment. */
import { fanOut } from './fan-out.js';
import { latency, type Servers } from './latency.js';
import { machine } from './machine.js';

const LIBRARIES = ['socket.io', 'kafkajs', 'mongoose', 'ioredis'];

function servers(): Servers | undefined {
  const names = ['MONGO_URL', 'KAFKA_BROKERS', 'REDIS_URL'];
  const missing = names.filter((name) => process.env[name] === undefined);
  if (missing.length > 0) {
    console.log(`Without ${missing.join(', ')}: only what needs no server is measured.`);
    return undefined;
  }
  const [mongo = '', brokers = '', redis = ''] = names.map((name) => process.env[name]);
  return { mongo, brokers: brokers.split(','), redis };
}

console.log(machine(LIBRARIES));
await fanOut(20, 20, 1.25);
await fanOut(400, 1, 1.5);
await latency(servers());
console.log(`\n${machine(LIBRARIES)}`);
