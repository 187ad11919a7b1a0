import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../../../application/ports/clock.js';
import type { IdGenerator } from '../../../application/ports/id-generator.js';
import type { IdempotencyRepository, StoredAnswer } from '../../../application/ports/idempotency-repository.js';
import type { Log } from '../../../application/ports/log.js';
import type { Secrets } from '../../../application/ports/secrets.js';
import { HOUR, MINUTE } from '../../../domain/time/duration.js';
import { addressOf } from '../address.js';
import { HttpProblem } from '../problem.js';
import type { Context } from '../request-state.js';
import type { Route, RouteAnswer } from '../route.js';
import type { UseCases } from '../use-cases.js';

export interface IdempotencyServices {
  readonly useCases: UseCases;
  readonly idempotency: IdempotencyRepository;
  readonly secrets: Secrets;
  readonly ids: IdGenerator;
  readonly clock: Clock;
  readonly log: Log;
}

/** Does what the request asks, making new things under this id. */
export type Execute = (newId: string) => Promise<RouteAnswer>;

const LONGEST_KEY = 255;
/** A request that died leaves its key busy for so long. */
const BUSY_MS = MINUTE;
const KEPT_MS = 24 * HOUR;

/** Runs a request once under its `Idempotency-Key`, however often it is sent. */
export async function underKey(
  ctx: Context,
  route: Route,
  services: IdempotencyServices,
  execute: Execute,
): Promise<RouteAnswer> {
  const key = ctx.headers['idempotency-key'];
  if (route.idempotent === undefined || typeof key !== 'string') return execute(services.ids.next());
  requireKey(key);
  const scope = ctx.state.principal?.userId ?? `address:${addressOf(ctx)}`;
  const fingerprint = await fingerprintOf(ctx, services.secrets);
  const now = services.clock.now();
  const outcome = await services.idempotency.reserve({
    scope,
    key,
    fingerprint,
    id: services.ids.next(),
    now,
    busyUntil: now + BUSY_MS,
    expiresAt: now + KEPT_MS,
  });
  if (outcome.state === 'reused') {
    throw new HttpProblem('idempotency-key-reused', 'This Idempotency-Key came with another request before.');
  }
  if (outcome.state === 'running') {
    const headers = { 'Retry-After': '1' };
    throw new HttpProblem('request-in-progress', 'A request with this Idempotency-Key is still running.', { headers });
  }
  const secrets = route.idempotent.secrets?.(outcome.id, services.useCases) ?? {};
  if (outcome.state === 'done') return replayed(outcome.answer, secrets);
  return first(scope, key, secrets, services, () => execute(outcome.id));
}

async function first(
  scope: string,
  key: string,
  secrets: object,
  { idempotency, log }: IdempotencyServices,
  execute: () => Promise<RouteAnswer>,
): Promise<RouteAnswer> {
  const unkept = (error: unknown): void => {
    log.warn({ error }, 'what became of an Idempotency-Key could not be kept');
  };
  const answer = await execute().catch(async (error: unknown) => {
    // The key stays bound to its id: should something have been made all the same, repeating makes it no second time.
    await idempotency.release(scope, key).catch(unkept);
    throw error;
  });
  await idempotency.complete(scope, key, { ...answer, body: without(answer.body, secrets) }).catch(unkept);
  return answer;
}

function replayed({ status, body, headers }: StoredAnswer, secrets: object): RouteAnswer {
  return {
    status,
    body: { ...(body as object), ...secrets },
    headers: { ...headers, 'Idempotency-Replayed': 'true' },
  };
}

function requireKey(key: string): void {
  if (key.length >= 1 && key.length <= LONGEST_KEY) return;
  const errors = [{ path: 'Idempotency-Key', message: `must have 1 to ${LONGEST_KEY} characters` }];
  throw new HttpProblem('invalid-request', 'The Idempotency-Key cannot be taken.', { extensions: { errors } });
}

/**
 * The body counts by what it says, whatever the order of its fields. Keyed, so that what is stored tells nothing about
 * a password in the body.
 */
async function fingerprintOf(ctx: Context, secrets: Secrets): Promise<string> {
  const { body, stream } = ctx.state;
  const text = stream === undefined ? JSON.stringify(body ?? null, inOrder) : await textOf(ctx, stream);
  const request = `${ctx.method} ${ctx.path}\n${text}`;
  return secrets.digest(secrets.derive('idempotency', request));
}

/** For JSON.stringify: the fields of each object by name. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** A file has to be there as a whole before it can be compared; it is handed on from memory. */
async function textOf(ctx: Context, stream: Readable): Promise<string> {
  const whole = await buffer(stream);
  ctx.state.stream = Readable.from([whole]);
  return whole.toString('latin1');
}

function without(body: unknown, secrets: object): unknown {
  return Object.fromEntries(Object.entries(body as object).filter(([name]) => !(name in secrets)));
}
