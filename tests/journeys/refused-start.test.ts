import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

describe('A process that cannot start', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'streakline-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  /** What it says on its way out, and its exit code. */
  async function refusal(settings: Readonly<Record<string, string>>): Promise<readonly [string, number | null]> {
    const environment = { DATA_DIR: directory, LOG_LEVEL: 'error', PORT: '0', WEB_PORT: '0', ...settings };
    const child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return [(await text(child.stderr)).trim(), await code];
  }

  it('names each setting that is wrong', async () => {
    const [words, code] = await refusal({ MONGO_URL: 'mongo', LOG_LEVEL: 'loud' });
    expect(words.split('\n')).to.have.length(3);
    expect(words)
      .to.match(/LOG_LEVEL must be one of/)
      .and.to.match(/MONGO_URL must look like/);
    expect(code).to.equal(78);
  });

  it('takes no administrator whose password guessers try first', async () => {
    const refused = await refusal({ ADMIN_EMAIL: 'root@example.org', ADMIN_PASSWORD: 'Password1234!' });
    const weakness = 'is one of the most common ones, or hardly more than that';
    expect(refused).to.deep.equal([`Settings are wrong:\n- ADMIN_PASSWORD ${weakness}`, 78]);
  });

  it('says where it looked for a server, and no password', async () => {
    const refused = await refusal({ MONGO_URL: 'mongodb://user:secret@127.0.0.1:1/none' });
    expect(refused).to.deep.equal(['The store is away. (connect ECONNREFUSED 127.0.0.1:1)', 1]);
  });

  it('says which file is damaged', async () => {
    writeFileSync(join(directory, 'streakline.db'), 'no database');
    const [words, code] = await refusal({});
    expect(words).to.equal(
      `${join(directory, 'streakline.db')} is damaged: bring back a copy of it, or set DATA_DIR to another directory.`,
    );
    expect(code).to.equal(1);
  });

  it('says which port is taken', async () => {
    const other = createServer().listen(0);
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const refused = await refusal({ PORT: String(port) });
    other.close();
    expect(refused).to.deep.equal([`Port ${port} is taken: stop what listens there, or set PORT or WEB_PORT.`, 1]);
  });

  it('waits for Kafka although nothing else keeps it alive, and stops when it is told to', async function () {
    this.timeout(30_000);
    const environment = {
      DATA_DIR: directory,
      LOG_LEVEL: 'debug',
      PORT: '0',
      WEB_PORT: '0',
      KAFKA_BROKERS: '127.0.0.1:1',
    };
    const child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const errors = text(child.stderr);
    let tries = 0;
    for await (const line of createInterface(child.stdout)) {
      if (line.includes('Kafka is still away')) tries += 1;
      if (tries === 2) child.kill('SIGTERM');
    }
    expect([tries >= 2, await code, await errors]).to.deep.equal([true, 0, '']);
  });
});
