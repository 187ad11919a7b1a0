import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const COMMAND = fileURLToPath(new URL(`../../../src/adapters/cli/seed${extname(import.meta.url)}`, import.meta.url));

describe('npm run seed, asked for something else', function () {
  // A process for each call.
  this.timeout(60_000);
  const directory = mkdtempSync(join(tmpdir(), 'streakline-seed-command-'));
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const run = (option: string): Promise<{ readonly code: number; readonly said: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, DATA_DIR: directory };
      const command = [...process.execArgv, COMMAND, option];
      const child = execFile(process.execPath, command, { env }, (_error, out, err) => {
        resolve({ code: Number(child.exitCode), said: out + err });
      });
    });

  it('says what it does and what it does not know, and seeds nothing', async () => {
    const help = await run('--help');
    expect(help.code).to.equal(0);
    expect(help.said).to.include('prints how to sign in');
    expect(await run('--people')).to.deep.equal({ code: 1, said: "error: unknown option '--people'\n" });
    expect(readdirSync(directory)).to.deep.equal([]);
  });
});
