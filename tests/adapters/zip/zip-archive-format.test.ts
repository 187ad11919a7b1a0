import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { ZipArchiveFormat } from '../../../src/adapters/zip/zip-archive-format.js';
import type { ArchivedFile } from '../../../src/application/ports/archive-format.js';
import { eventually } from '../../eventually.js';
import { unzip } from './unzip.js';

const NOON = Date.parse('2026-11-21T12:00:00Z');
const format = new ZipArchiveFormat();

const file = (name: string, ...chunks: readonly string[]): ArchivedFile => ({ name, chunks: Readable.from(chunks) });
const archive = (...files: readonly ArchivedFile[]) => buffer(format.write(Readable.from(files), NOON));

/** 64 kB. */
function incompressible(seed: number): string {
  const key = createHash('sha256').update(String(seed)).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
    .update(Buffer.alloc(48 * 1024))
    .toString('base64');
}

describe('ZipArchiveFormat', () => {
  it('keeps every file under its name', async () => {
    const files = await unzip(await archive(file('a.json', '{"drink', '":"wåter"}'), file('tracks/b.gpx', '<gpx/>')));
    expect([...files]).to.deep.equal([
      ['a.json', '{"drink":"wåter"}'],
      ['tracks/b.gpx', '<gpx/>'],
    ]);
  });

  it('is an archive without files too, and keeps empty ones', async () => {
    expect((await unzip(await archive())).size).to.equal(0);
    expect([...(await unzip(await archive(file('empty'))))]).to.deep.equal([['empty', '']]);
  });

  it('reads no further than the archive is read, and stops the file in hand with it', async () => {
    let [read, closed] = [0, false];
    async function* endless() {
      try {
        for (;;) {
          read += 1;
          yield await Promise.resolve(incompressible(read));
        }
      } finally {
        closed = true;
      }
    }
    for await (const bytes of format.write(Readable.from([{ name: 'endless', chunks: endless() }]), NOON)) {
      if (bytes.length > 1000) break;
    }
    await eventually(() => closed);
    // A few kB wait in each of the streams between the file and the archive; a piece of it is 64 kB.
    expect(read).to.be.below(20);
  });

  it('fails with a file that fails, and with the list of files', async () => {
    async function* broken<T>(first: T) {
      yield await Promise.resolve(first);
      throw new Error('broken');
    }
    const message = (pieces: AsyncIterable<Uint8Array>) => buffer(pieces).then(() => 'none', String);
    const inside = Readable.from([{ name: 'a', chunks: broken('a') }]);
    expect(await message(format.write(inside, NOON))).to.equal('Error: broken');
    expect(await message(format.write(broken(file('a', 'a')), NOON))).to.equal('Error: broken');
  });
});
