import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { keptSecret } from '../../../src/adapters/system/kept-secret.js';

describe('The secret of an embedded deployment', () => {
  it('is made once, long enough, and for its owner only', () => {
    const directory = mkdtempSync(join(tmpdir(), 'streakline-'));
    const secret = keptSecret(join(directory, 'data'));
    expect(Buffer.byteLength(secret)).to.be.at.least(32);
    expect(keptSecret(join(directory, 'data'))).to.equal(secret);
    expect(statSync(join(directory, 'data', 'secret')).mode & 0o077).to.equal(0);
    rmSync(directory, { recursive: true });
  });
});
