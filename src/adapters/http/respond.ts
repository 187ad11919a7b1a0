import { Readable } from 'node:stream';
import type { Context } from './request-state.js';
import type { Route, RouteAnswer } from './route.js';

/** Sends what a route answered. */
export async function respond(ctx: Context, route: Route, { status, body, headers }: RouteAnswer): Promise<void> {
  ctx.body = isStreamed(body) ? await begun(body) : (body ?? null);
  ctx.status = status;
  const { schema, mediaTypes } = route.answers[status] ?? {};
  if (schema === undefined && mediaTypes !== undefined) ctx.type = mediaTypes[0];
  if (headers !== undefined) ctx.set(headers);
}

function isStreamed(body: unknown): body is AsyncIterable<string | Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** What fails before the first piece is still an answer with a status of its own. */
async function begun(pieces: AsyncIterable<string | Uint8Array>): Promise<Readable> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  return Readable.from(
    (async function* () {
      if (first.done === true) return;
      yield first.value;
      yield* { [Symbol.asyncIterator]: () => iterator };
    })(),
  );
}
