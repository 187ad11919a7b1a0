import { randomBytes } from 'node:crypto';

const VARIABLES = { mongo: 'MONGO_URL', kafka: 'KAFKA_BROKERS', redis: 'REDIS_URL' } as const;
export type Server = keyof typeof VARIABLES;

/** The address of a real server, from the environment. */
export function addressOf(server: Server): string | undefined {
  return process.env[VARIABLES[server]];
}

/** A name that no other run uses: for databases, prefixes, topics. */
export function uniqueName(): string {
  return `test-${randomBytes(6).toString('hex')}`;
}

/** A suite that needs no server, beside one that does. `npm test` has run it, so the run on real servers leaves it out. */
export function describeWithoutServers(title: string, body: (this: Mocha.Suite) => void): void {
  if (process.env['REQUIRE_SERVERS'] === undefined) describe(title, body);
}

/**
 * A suite against real servers. Without their addresses it is skipped on a laptop, and fails where REQUIRE_SERVERS is
 * set: a suite that did not run proves nothing.
 * @param body gets the addresses in the order asked for
 */
export function describeWith(
  servers: Server | readonly Server[],
  title: string,
  body: (...urls: string[]) => void,
): void {
  const wanted = typeof servers === 'string' ? [servers] : servers;
  const addresses = wanted.map(addressOf);
  const missing = wanted.filter((_, index) => addresses[index] === undefined);
  if (missing.length === 0) {
    describe(title, () => {
      body(...(addresses as string[]));
    });
  } else if (process.env['REQUIRE_SERVERS'] !== undefined) {
    it(title, () => {
      throw new Error(`set ${missing.map((server) => VARIABLES[server]).join(', ')}`);
    });
  } else {
    it(`${title} (no ${missing.join(', ')})`, function () {
      this.skip();
    });
  }
}
