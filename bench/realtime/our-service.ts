import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeLeftovers } from '../../tests/leftovers.js';
import { Child } from './child.js';
import { signIn, type Person } from './people.js';

const ADMINISTRATOR = { email: 'admin@example.org', password: 'a long enough passphrase' };
const NO_LIMIT = '1000000';

/** Our service in a process of its own, with the environment of an operator. */
export class Service {
  private constructor(
    readonly process: Child,
    readonly url: string,
    private readonly directory: string,
    private readonly servers: Readonly<Record<string, string>>,
  ) {}

  /** @param servers the settings that name real servers; without them it is the embedded service */
  static async start(
    servers: Readonly<Record<string, string>> = {},
    execArgv: readonly string[] = [],
  ): Promise<Service> {
    const directory = mkdtempSync(join(tmpdir(), 'streakline-bench-'));
    const [port, webPort] = [await freePort(), await freePort()];
    const settings = {
      DATA_DIR: directory,
      PORT: String(port),
      WEB_PORT: String(webPort),
      LOG_LEVEL: 'warn',
      JWT_SECRET: randomBytes(32).toString('base64'),
      ADMIN_EMAIL: ADMINISTRATOR.email,
      ADMIN_PASSWORD: ADMINISTRATOR.password,
      EXPOSE_ACTIVATION: 'true',
      ACCESS_TOKEN_TTL: '86400',
      REQUEST_LIMIT: NO_LIMIT,
      REGISTER_LIMIT: NO_LIMIT,
      ...servers,
    };
    const service = Child.start('./service.js', [], execArgv, { PATH: process.env['PATH'], ...settings });
    await service.ask('start');
    return new Service(service, `http://127.0.0.1:${port}`, directory, servers);
  }

  administrator(): Promise<Person> {
    return signIn(this.url, ADMINISTRATOR.email, ADMINISTRATOR.password);
  }

  async end(): Promise<void> {
    await this.process.ask('stop');
    this.process.end();
    await removeLeftovers(this.servers);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
