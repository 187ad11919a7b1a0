import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { Deployment } from './deployment.js';
import { ADMINISTRATOR } from './deployment.js';

/** Everybody's. */
export const PASSWORD = 'correct horse battery';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Received {
  readonly id: string;
  readonly message: string;
  readonly sequence: number;
  readonly type: string;
}

/** Somebody with an app: calls REST, holds sockets, knows nothing of the inside. */
export class Person {
  /** Of everybody: what a failed test leaves open would keep the run from ending. */
  private static readonly open = new Set<Socket>();
  private sockets: readonly Socket[] = [];

  constructor(
    private readonly deployment: Deployment,
    private token?: string,
    readonly id = '',
    readonly username = '',
    readonly refreshToken = '',
  ) {}

  /** Registers, activates and signs in somebody new. */
  static async join(deployment: Deployment, extra: Readonly<Record<string, unknown>> = {}): Promise<Person> {
    const visitor = new Person(deployment);
    const name = `p-${randomUUID().slice(0, 18)}`;
    const account = { username: name, email: `${name}@example.org`, password: PASSWORD };
    const registered = await visitor.call<{ activation: { token: string } }>('POST', '/api/register', {
      ...account,
      ...extra,
    });
    await visitor.call('POST', '/api/activate', registered.body.activation);
    return Person.signIn(deployment, account.email, account.password);
  }

  static async administrator(deployment: Deployment): Promise<Person> {
    return Person.signIn(deployment, ADMINISTRATOR.email, ADMINISTRATOR.password);
  }

  static async signIn(deployment: Deployment, email: string, password: string): Promise<Person> {
    const { status, body } = await new Person(deployment).call<{
      accessToken: string;
      refreshToken: string;
      user: { id: string; username: string };
    }>('POST', '/api/login', { email, password });
    if (status !== 200) throw new Error(`login: ${status} ${JSON.stringify(body)}`);
    return new Person(deployment, body.accessToken, body.user.id, body.user.username, body.refreshToken);
  }

  /** A further session of the same user. */
  async signInAgain(): Promise<Person> {
    return Person.signIn(this.deployment, `${this.username}@example.org`, PASSWORD);
  }

  static everybodyLeaves(): void {
    for (const socket of Person.open) socket.disconnect();
    Person.open.clear();
  }

  get accessToken(): string {
    return this.token ?? '';
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await this.send(path, {
      method,
      headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    return read(response);
  }

  /** Sends a file piece by piece. */
  async upload(path: string, mediaType: string, pieces: Iterable<string>): Promise<Answer> {
    const body = ReadableStream.from(pieces).pipeThrough(new TextEncoderStream());
    return read(
      await this.send(path, { method: 'POST', headers: { 'content-type': mediaType }, body, duplex: 'half' }),
    );
  }

  /** A file as it comes. */
  async download(path: string): Promise<{ readonly mediaType: string | null; readonly text: string }> {
    const response = await this.send(path, { method: 'GET' });
    return { mediaType: response.headers.get('content-type'), text: await response.text() };
  }

  private async send(
    path: string,
    request: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Response> {
    const signedIn = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    return fetch(`${this.deployment.url}${path}`, { ...request, headers: { ...signedIn, ...request.headers } });
  }

  /** Opens a device. Every notification it receives is kept in `inbox`, and acknowledged unless told otherwise. */
  async connect(
    acknowledge = true,
    url = this.deployment.realtimeUrl,
  ): Promise<{ readonly socket: Socket; readonly inbox: readonly Received[] }> {
    const inbox: Received[] = [];
    const socket = io(url, {
      auth: { token: this.token },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
    });
    this.sockets = [...this.sockets, socket];
    Person.open.add(socket);
    socket.on('notification', (notification: Received, done?: () => void) => {
      inbox.push(notification);
      if (acknowledge) done?.();
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return { socket, inbox };
  }

  leave(): void {
    for (const socket of this.sockets) socket.disconnect();
    this.sockets = [];
  }
}

async function read<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Body,
  };
}
