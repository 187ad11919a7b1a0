import type { Instant } from '../../domain/time/instant.js';

export interface ArchivedFile {
  /** With `/` between folders. */
  readonly name: string;
  readonly chunks: AsyncIterable<string>;
}

/** Several files as one. */
export interface ArchiveFormat {
  /**
   * A ZIP archive, written while its files are read one after the other: memory grows neither with them nor with their
   * number. What fails while it is read fails the archive; whoever stops reading the archive stops the files.
   * @param at when the files were made
   */
  write(files: AsyncIterable<ArchivedFile>, at: Instant): AsyncIterable<Uint8Array>;
}
