import { text } from 'node:stream/consumers';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** The files of a ZIP archive, each as text, read by another library than the one that writes them. */
export async function unzip(archive: Buffer): Promise<ReadonlyMap<string, string>> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(archive, { lazyEntries: true }, (error, file) => {
      if (error === null) resolve(file);
      else reject(error);
    });
  });
  const files = new Map<string, string>();
  for (let entry = await next(zip); entry !== undefined; entry = await next(zip)) {
    files.set(entry.fileName, await content(zip, entry));
  }
  return files;
}

function next(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (entry?: Entry): void => {
      zip.removeAllListeners();
      resolve(entry);
    };
    zip.once('entry', settle).once('end', settle).once('error', reject);
    zip.readEntry();
  });
}

function content(zip: ZipFile, entry: Entry): Promise<string> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(text(stream));
      else reject(error);
    });
  });
}
