import { Transform } from 'node:stream';
import { bodyParser } from '@koa/bodyparser';
import { HttpProblem } from '../problem.js';
import type { Context, Step } from '../request-state.js';
import type { Route, StreamedBody } from '../route.js';

const DEFAULT_LIMIT = 256 * 1024;
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];
const READABLE_CHARSETS = ['', 'utf-8', 'utf8', 'us-ascii'];

/** Reads the body of a route: JSON into `state.body`, or a stream that ends with an error at its limit. */
export function body(route: Route): Step {
  if (route.method === 'GET') return (_ctx, next) => next();
  return route.stream === undefined ? jsonBody(route.bodyLimit ?? DEFAULT_LIMIT) : streamedBody(route.stream);
}

function jsonBody(limit: number): Step {
  // Any JSON value is read; what is not an object is then refused for its type, not as unreadable.
  const parse = bodyParser({ enableTypes: ['json'], jsonLimit: limit, jsonStrict: false, parsedMethods: METHODS });
  return async (ctx, next) => {
    if (!hasBody(ctx)) return next();
    requireMediaType(ctx, 'application/json');
    requireUtf8(ctx);
    try {
      await parse(ctx, () => Promise.resolve());
    } catch (error) {
      ctx.req.resume();
      // Without a status it comes from the decoder.
      if (error instanceof Error && 'status' in error) throw error;
      throw new HttpProblem('unreadable-body', 'The body is not encoded as its Content-Encoding says.');
    }
    const { body: parsed, rawBody } = ctx.request as { body?: unknown; rawBody?: string };
    ctx.state.body = rawBody === '' ? undefined : parsed;
    return next();
  };
}

function streamedBody({ mediaType, limit }: StreamedBody): Step {
  return async (ctx, next) => {
    if (!hasBody(ctx)) throw new HttpProblem('unreadable-body', `A body of type ${mediaType} is expected.`);
    requireMediaType(ctx, mediaType);
    const encoding = ctx.get('Content-Encoding');
    if (encoding !== '' && encoding !== 'identity') {
      throw new HttpProblem('unsupported-media-type', 'This address reads bodies without a content encoding.');
    }
    if (Number(ctx.get('Content-Length')) > limit) throw tooLarge(limit);
    const stream = upTo(limit);
    ctx.req.on('error', () => stream.destroy(brokenOff())).pipe(stream);
    ctx.state.stream = stream;
    try {
      await next();
    } finally {
      ctx.req.unpipe(stream).resume();
    }
  };
}

function upTo(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
}

function brokenOff(): HttpProblem {
  return new HttpProblem('unreadable-body', 'The connection ended before the body did.');
}

function tooLarge(limit: number): HttpProblem {
  return new HttpProblem('body-too-large', `The body is larger than ${limit} bytes.`);
}

function hasBody(ctx: Context): boolean {
  return ctx.get('Transfer-Encoding') !== '' || Number(ctx.get('Content-Length')) > 0;
}

function requireMediaType(ctx: Context, mediaType: string): void {
  if (ctx.is(mediaType) === mediaType) return;
  throw new HttpProblem('unsupported-media-type', `This address reads ${mediaType}.`);
}

function requireUtf8(ctx: Context): void {
  if (READABLE_CHARSETS.includes(ctx.request.charset.toLowerCase())) return;
  throw new HttpProblem('unsupported-media-type', 'This address reads JSON in UTF-8.');
}
