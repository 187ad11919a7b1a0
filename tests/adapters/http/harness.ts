import { createSecretKey } from 'node:crypto';
import type { Server } from 'node:http';
import supertest from 'supertest';
import type { Test } from 'supertest';
import { createApp } from '../../../src/adapters/http/app.js';
import type { AppServices } from '../../../src/adapters/http/app.js';
import { Metrics } from '../../../src/adapters/http/metrics.js';
import type { Route } from '../../../src/adapters/http/route.js';
import type { UseCases } from '../../../src/adapters/http/use-cases.js';
import { EmbeddedIdempotencyRepository } from '../../../src/adapters/embedded/embedded-idempotency-repository.js';
import { EmbeddedRateLimiter } from '../../../src/adapters/embedded/embedded-rate-limiter.js';
import { HmacSecrets } from '../../../src/adapters/system/hmac-secrets.js';
import { JwtAccessTokens } from '../../../src/adapters/system/jwt-access-tokens.js';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import type { Log } from '../../../src/application/ports/log.js';
import type { Role } from '../../../src/domain/identity/role.js';
import { ManualClock } from '../../manual-clock.js';
import { SequentialIds } from '../../sequential-ids.js';
import { openEmbeddedDatabase } from '../../stores.js';

export type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options' | 'trace' | 'head';

export interface LogLine {
  readonly level: keyof Log;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Harness {
  readonly clock: ManualClock;
  readonly key: ReturnType<typeof createSecretKey>;
  readonly lines: readonly LogLine[];
  /** Sessions that have ended. */
  readonly ended: Set<string>;
  readonly metrics: Metrics;
  readonly idempotency: EmbeddedIdempotencyRepository;
  readonly server: Server;
  token(role: Role, userId?: string): string;
  ask(method: Verb, path: string, token?: string): Test;
  close(): Promise<void>;
}

export interface HarnessOptions {
  /** In place of those of the harness. */
  readonly services?: Partial<AppServices>;
  readonly requestLimit?: number;
  readonly registerLimit?: number;
  readonly trustProxy?: number;
}

export const KEY = createSecretKey(Buffer.from('a secret of at least thirty-two bytes'));
export const RULES = { key: KEY, issuer: 'streakline', audience: 'streakline-api' };

/** The HTTP adapter over routes of a test, on embedded adapters, a manual clock and a port of its own. */
export function openHttp(routes: readonly Route[], options: HarnessOptions = {}): Harness {
  const clock = new ManualClock('2026-11-21T10:00:00Z');
  const database = openEmbeddedDatabase();
  const lines: LogLine[] = [];
  const ended = new Set<string>();
  const metrics = new Metrics();
  const idempotency = new EmbeddedIdempotencyRepository(database);
  const settings = {
    corsOrigins: ['http://localhost:3000'],
    trustProxy: options.trustProxy ?? 0,
    requestLimit: options.requestLimit ?? 1000,
    registerLimit: options.registerLimit ?? 1000,
  };
  const app = createApp(
    routes,
    settings,
    {
      useCases: {} as UseCases,
      tokens: RULES,
      checkAccess: { execute: ({ sessionId }: Principal) => Promise.resolve(!ended.has(sessionId)) },
      limiter: new EmbeddedRateLimiter(clock),
      idempotency,
      secrets: new HmacSecrets(KEY),
      ids: new SequentialIds(),
      clock,
      log: collecting(lines),
      metrics,
      ...options.services,
    },
    '1.2.3',
  );
  const server = app.listen(0);
  const tokens = new JwtAccessTokens(RULES, clock);
  return {
    clock,
    key: KEY,
    lines,
    ended,
    metrics,
    idempotency,
    server,
    token: (role, userId = 'u1') =>
      tokens.issue({ userId, sessionId: `session of ${userId}`, role, expiresAt: clock.now() + 900_000 }),
    ask: (method, path, token) => {
      const request = supertest(server)[method](path);
      return token === undefined ? request : request.set('Authorization', `Bearer ${token}`);
    },
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      metrics.registry.clear();
      database.close();
    },
  };
}

function collecting(lines: LogLine[]): Log {
  const at =
    (level: keyof Log) =>
    (fields: LogLine['fields'], message: string): void => {
      lines.push({ level, message, fields });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
