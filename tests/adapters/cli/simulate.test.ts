import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const COMMAND = fileURLToPath(
  new URL(`../../../src/adapters/cli/simulate${extname(import.meta.url)}`, import.meta.url),
);

describe('npm run simulate', function () {
  // A process for each call.
  this.timeout(60_000);

  const run = (...options: readonly string[]): Promise<{ readonly code: number; readonly err: string }> =>
    new Promise((resolve) => {
      const child = execFile(process.execPath, [...process.execArgv, COMMAND, ...options], (_error, _out, err) => {
        resolve({ code: Number(child.exitCode), err });
      });
    });

  it('says at once what to do where nothing answers', async () => {
    expect(await run('--url', 'http://localhost:1')).to.deep.equal({
      code: 1,
      err: 'Nothing answers at http://localhost:1: is the service running? npm start\n',
    });
  });

  it('says what is no file, and what is no address', async () => {
    expect(await run('away.gpx')).to.deep.equal({ code: 1, err: 'There is no file away.gpx.\n' });
    expect(await run('tests')).to.deep.equal({ code: 1, err: 'There is no file tests.\n' });
    const { code, err } = await run('--url', 'localhost:8081');
    expect([code, err]).to.deep.equal([
      1,
      "error: option '--url <url>' argument 'localhost:8081' is invalid. It must look like http://localhost:8081.\n",
    ]);
  });
});
