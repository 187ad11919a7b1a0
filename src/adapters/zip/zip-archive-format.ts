import { addAbortSignal, PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ArchivedFile, ArchiveFormat } from '../../application/ports/archive-format.js';
import type { Instant } from '../../domain/time/instant.js';

/** ZIP by yazl, deflated. */
export class ZipArchiveFormat implements ArchiveFormat {
  async *write(files: AsyncIterable<ArchivedFile>, at: Instant): AsyncGenerator<Uint8Array> {
    const zip = new ZipFile();
    const output = zip.outputStream.pipe(new PassThrough());
    const stopped = new AbortController();
    const fail = (error: unknown): void => void output.destroy(error as Error);
    zip.once('error', fail);
    addAll(zip, files, new Date(at), stopped.signal).catch(fail);
    try {
      yield* output as AsyncIterable<Uint8Array>;
    } finally {
      stopped.abort();
    }
  }
}

/** The next file is not asked for before the one in hand has been read. */
async function addAll(zip: ZipFile, files: AsyncIterable<ArchivedFile>, mtime: Date, stopped: AbortSignal) {
  for await (const { name, chunks } of files) {
    const content = addAbortSignal(stopped, Readable.from(chunks, { objectMode: false }));
    zip.addReadStream(content, name, { mtime });
    await finished(content);
  }
  zip.end();
}
