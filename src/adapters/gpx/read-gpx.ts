import { TextDecoder } from 'node:util';
import type { RawGpsPoint } from '../../application/events.js';
import { GpxElements, invalidGpx } from './gpx-elements.js';

/** So much of a file at a time, however large the chunks are that it comes in. */
const PIECE = 64 * 1024;
/** Within so many bytes a document has said its encoding. */
const DECLARATION = 200;

/** The track points of a GPX document. @throws DomainError invalid `invalid-gpx` */
export async function* readGpx(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawGpsPoint> {
  const elements = new GpxElements();
  let decoder: TextDecoder | undefined;
  for await (const piece of pieces(chunks)) {
    decoder ??= decoderFor(piece);
    yield* elements.write(decode(decoder, piece));
  }
  yield* elements.write(decode(decoder ?? new TextDecoder()));
  elements.end();
}

/** The same bytes in pieces, of which the first is long enough to tell the encoding. */
async function* pieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array = new Uint8Array();
  let begun = false;
  for await (const chunk of chunks) {
    const bytes = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    waiting = begun || bytes.length >= DECLARATION ? new Uint8Array() : bytes;
    if (waiting.length > 0) continue;
    begun = true;
    for (let start = 0; start < bytes.length; start += PIECE) yield bytes.subarray(start, start + PIECE);
  }
  if (waiting.length > 0) yield waiting;
}

/** By the byte order mark, or by what the document says of itself. */
function decoderFor(piece: Uint8Array): TextDecoder {
  if (piece[0] === 0xff && piece[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (piece[0] === 0xfe && piece[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  const start = Buffer.from(piece.subarray(0, DECLARATION)).toString('latin1');
  const encoding = /^[^<]{0,3}<\?xml[^>]{0,150}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/.exec(start)?.[1];
  try {
    return new TextDecoder(encoding ?? 'utf-8', { fatal: true });
  } catch {
    throw invalidGpx('its encoding is not known');
  }
}

function decode(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    throw invalidGpx('it is not in its encoding');
  }
}
