import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { readSettings } from '../../../src/adapters/config/read-settings.js';
import type { Route } from '../../../src/adapters/http/route.js';
import { apiRoutes } from '../../../src/adapters/http/routes/api.js';
import { createContainer } from '../../../src/adapters/inversify/create-container.js';
import { connections } from '../../../src/adapters/inversify/connections.js';
import { CLOCK, LOG, USERS } from '../../../src/adapters/inversify/tokens.js';
import { Parts } from '../../../src/adapters/inversify/part.js';
import { useCases } from '../../../src/adapters/inversify/use-cases.js';
import { CheckAccess } from '../../../src/application/identity/check-access.js';
import { openHttp } from './harness.js';
import type { Harness, Verb } from './harness.js';

export const PASSWORD = 'sunny otters swim north';
export type Answer<Body> = Omit<Response, 'body'> & { readonly body: Body };

export interface Member {
  readonly userId: string;
  readonly token: string;
}

/** The routes over every use case on embedded adapters, without sockets and jobs. */
export class WholeApplication {
  private constructor(
    readonly http: Harness,
    private readonly promoted: (userId: string) => Promise<unknown>,
    private readonly stop: () => Promise<void>,
  ) {}

  /** @param watch may look at what a route does */
  static async open(watch: (route: Route) => Route = (route) => route): Promise<WholeApplication> {
    const directory = mkdtempSync(join(tmpdir(), 'answers-'));
    const settings = readSettings({ DATA_DIR: directory, LOG_LEVEL: 'silent' });
    const container = createContainer(settings);
    const parts = new Parts(connections(container, settings), container.get(LOG));
    await parts.start();
    const routes = apiRoutes({ version: settings.version, realtimeUrl: undefined }).map(watch);
    const http = openHttp(routes, {
      services: {
        useCases: useCases(container),
        tokens: settings.tokens,
        clock: container.get(CLOCK),
        checkAccess: container.get(CheckAccess),
      },
    });
    const promoted = (id: string) => container.get(USERS).update(id, (user) => ({ ...user, role: 'admin' }));
    return new WholeApplication(http, promoted, async () => {
      await http.close();
      await parts.stop();
      rmSync(directory, { recursive: true });
    });
  }

  /** A request that succeeds. */
  async ask<Body = Record<string, unknown>>(
    method: Verb,
    path: string,
    as?: string,
    body?: object,
  ): Promise<Answer<Body>> {
    const request = this.http.ask(method, path, as);
    const response = await (body === undefined ? request : request.send(body));
    expect(response.status, `${method} ${path}: ${response.text}`).to.be.below(300);
    return response;
  }

  /** Registers, activates and signs in somebody new. */
  async member(username: string): Promise<Member> {
    const account = { username, email: `${username}@example.org`, password: PASSWORD, timeZone: 'Europe/Berlin' };
    const { body } = await this.ask<{ user: { id: string }; activation: { token: string } }>(
      'post',
      '/api/register',
      undefined,
      account,
    );
    await this.ask('post', '/api/activate', undefined, body.activation);
    return { token: await this.signIn(username), userId: body.user.id };
  }

  async administrator(username: string): Promise<Member> {
    const { userId } = await this.member(username);
    await this.promoted(userId);
    return { userId, token: await this.signIn(username) };
  }

  async signIn(username: string): Promise<string> {
    const credentials = { username, password: PASSWORD };
    return (await this.ask<{ accessToken: string }>('post', '/api/login', undefined, credentials)).body.accessToken;
  }

  close(): Promise<void> {
    return this.stop();
  }
}
