import type { Readable } from 'node:stream';
import type Koa from 'koa';
import type { Principal } from '../../application/ports/access-tokens.js';

/** What the steps of a request tell each other. */
export interface RequestState {
  requestId: string;
  /** Template of the route that was taken. */
  route?: string;
  principal?: Principal;
  params: unknown;
  query: unknown;
  body: unknown;
  stream?: Readable;
}

export type Context = Koa.ParameterizedContext<RequestState>;
export type Step = (ctx: Context, next: () => Promise<void>) => Promise<void> | void;
