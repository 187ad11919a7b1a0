import type { Readable } from 'node:stream';
import type Joi from 'joi';
import type { Principal } from '../../application/ports/access-tokens.js';
import type { ProblemCode } from './problem-codes.js';
import type { UseCases } from './use-cases.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Access = 'public' | 'user' | 'admin';

/** A code, with its status where the code has more than one. */
export type RouteError = ProblemCode | readonly [code: ProblemCode, status: number];

/** What one status of a route answers with. */
export interface AnswerDescription {
  readonly description: string;
  /** Of the JSON body; none for an empty or a different body. */
  readonly schema?: Joi.Schema;
  /**
   * Media types of a body that is not JSON, beside the JSON if there is a `schema`; without one the first holds unless
   * the answer has a `Content-Type` of its own.
   */
  readonly mediaTypes?: readonly [string, ...string[]];
  readonly example?: unknown;
}

/** A body that is handed on as it arrives. */
export interface StreamedBody {
  readonly mediaType: string;
  /** Bytes. */
  readonly limit: number;
}

/** Honours `Idempotency-Key`. */
export interface Idempotency {
  /** Fields of the answer that are not stored with it, but made again from the id of what was made. */
  secrets?(id: string, useCases: UseCases): object;
}

export interface RouteInput<Params = unknown, Query = unknown, Body = unknown, Who = Principal | undefined> {
  readonly principal: Who;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body of a route with `stream`. */
  readonly stream: Readable;
  /** Id for the thing to be made: the same one for every repetition under an `Idempotency-Key`. */
  readonly newId: string;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly requestId: string;
  /** Scheme and host the client asked. */
  readonly origin: string;
}

export interface RouteAnswer {
  readonly status: number;
  /** JSON, or text or a stream if the description of the status has a media type; nothing if it is missing. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route as data: authorisation, validation, documentation and tests all read this. */
export interface Route {
  readonly method: Method;
  /** With `:name` for parameters. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly access: Access;
  /** Whose things it concerns, where that is not nobody (`public`), the one who asks (`user`) or everybody (`admin`). */
  readonly whose?: string;
  readonly params?: Joi.ObjectSchema;
  readonly query?: Joi.ObjectSchema;
  readonly body?: Joi.ObjectSchema;
  readonly bodyExample?: unknown;
  /** Bytes of a JSON body; 256 kB if it is missing. */
  readonly bodyLimit?: number;
  readonly stream?: StreamedBody;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Beside those that access, validation and limits bring along. */
  readonly errors: readonly RouteError[];
  readonly idempotent?: Idempotency;
  /** `requests` if it is missing; `mails` are counted beside them, by the use case; `none` for probes. */
  readonly limit?: 'requests' | 'registrations' | 'mails' | 'none';
  handle(input: RouteInput, useCases: UseCases): Promise<RouteAnswer>;
}

interface TypedRoute<Params, Query, Body, Asks extends Access> extends Route {
  readonly access: Asks;
  readonly params?: Joi.ObjectSchema<Params>;
  readonly query?: Joi.ObjectSchema<Query>;
  readonly body?: Joi.ObjectSchema<Body>;
  handle(
    input: RouteInput<Params, Query, Body, Asks extends 'public' ? undefined : Principal>,
    useCases: UseCases,
  ): Promise<RouteAnswer>;
}

/** A route whose handler has the types of its schemas. */
export function route<Params, Query, Body, Asks extends Access>(
  definition: TypedRoute<Params, Query, Body, Asks>,
): Route {
  return definition;
}
