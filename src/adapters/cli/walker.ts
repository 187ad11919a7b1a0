import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { ApiClient } from './api-client.js';
import { progressBar } from './progress-bar.js';
import type { Walk } from './walk.js';
import { HOUR, MINUTE, SECOND } from '../../domain/time/duration.js';

const BATCH = 20;
const COUNTED_WITHIN_MS = MINUTE;
const HEARD_WITHIN_MS = 10 * SECOND;

interface Hours {
  readonly items: readonly { readonly hour: string; readonly metres: number; readonly points: number }[];
  readonly totalMetres: number;
  readonly rejected: readonly { readonly reason: string; readonly points: number }[];
}

/** One person with a phone, from registration to metres per hour. */
export class Walker {
  private readonly api: ApiClient;
  private socket: Socket | undefined;
  private heard = 0;
  /** Hour → metres, as last heard. */
  private readonly live = new Map<string, number>();

  constructor(
    private readonly url: string,
    private readonly walk: Walk,
  ) {
    this.api = new ApiClient(url);
  }

  async run(): Promise<void> {
    await this.api.reach();
    const token = await this.signIn();
    await this.listen(token);
    try {
      const accepted = await this.send();
      const hours = await this.hours(accepted);
      await this.hear(hours);
      print(hours, this.walk.metres, this.heard);
    } finally {
      this.socket?.disconnect();
    }
  }

  private async signIn(): Promise<string> {
    const name = `walker-${randomUUID().slice(0, 13)}`;
    const account = { username: name, email: `${name}@example.org`, password: randomUUID() };
    const { activation } = await this.api.call<{ activation?: { token: string } }>('POST', '/api/register', account, {
      'idempotency-key': randomUUID(),
    });
    if (activation === undefined) {
      throw new Error(
        'The service sends activation links by mail only: start it with EXPOSE_ACTIVATION=true to simulate.',
      );
    }
    await this.api.call('POST', '/api/activate', activation);
    const { accessToken } = await this.api.call<{ accessToken: string }>('POST', '/api/login', {
      email: account.email,
      password: account.password,
    });
    this.api.authorise(accessToken);
    console.log(`${name} is signed in at ${this.url}`);
    return accessToken;
  }

  /** The walker's own hours arrive on the socket as they change. */
  private async listen(token: string): Promise<void> {
    const { realtimeUrl } = await this.api.call<{ realtimeUrl: string }>('GET', '/api/config');
    this.socket = io(new URL(realtimeUrl, this.url).origin, { auth: { token }, transports: ['websocket'] });
    this.socket.on('movement', ({ hour, metres }: { hour: string; metres: number }) => {
      this.heard += 1;
      this.live.set(hour, metres);
    });
    await within(HEARD_WITHIN_MS, () => this.socket?.connected === true);
  }

  /** What can be read already is told a moment later. */
  private async hear({ items }: Hours): Promise<void> {
    const last = items.at(-1);
    await within(HEARD_WITHIN_MS, () => last === undefined || this.live.get(last.hour) === last.metres);
  }

  private async send(): Promise<number> {
    const { points } = this.walk;
    await this.api.call('PUT', '/api/movement/tracking', { active: true, since: points[0].at });
    const bar = progressBar('walking {bar} {value}/{total} points');
    bar.start(points.length, 0);
    let accepted = 0;
    for (let sent = 0; sent < points.length; sent += BATCH) {
      const batch = points.slice(sent, sent + BATCH);
      const answer = await this.api.call<{ accepted: number }>('POST', '/api/movement/points', { points: batch });
      accepted += answer.accepted;
      bar.update(Math.min(sent + BATCH, points.length));
    }
    bar.stop();
    console.log(`${accepted} of ${points.length} points accepted`);
    return accepted;
  }

  /** Accepted points are counted a moment later, by the worker. */
  private async hours(accepted: number): Promise<Hours> {
    const from = this.walk.points[0].at;
    const to = new Date(Date.now() + HOUR).toISOString();
    const end = performance.now() + COUNTED_WITHIN_MS;
    for (;;) {
      const hours = await this.api.call<Hours>(
        'GET',
        `/api/movement/hours?${new URLSearchParams({ from, to }).toString()}`,
      );
      const counted = [...hours.items, ...hours.rejected].reduce((sum, { points }) => sum + points, 0);
      if (counted >= accepted) return hours;
      if (performance.now() > end)
        throw new Error(`Only ${counted} of ${accepted} accepted points were counted within a minute.`);
      await pause(100);
    }
  }
}

async function within(milliseconds: number, isDone: () => boolean): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!isDone() && performance.now() < end) await pause(20);
}

function print(hours: Hours, geodesicMetres: number, heard: number): void {
  console.log('\nhour                      metres  points');
  for (const { hour, metres, points } of hours.items) {
    console.log(`${hour.padEnd(24)} ${metres.toFixed(1).padStart(7)} ${String(points).padStart(7)}`);
  }
  console.log(`${'in all'.padEnd(24)} ${hours.totalMetres.toFixed(1).padStart(7)}`);
  for (const { reason, points } of hours.rejected)
    console.log(`${`not counted: ${reason}`.padEnd(32)} ${String(points).padStart(7)}`);
  console.log(
    `\nThe track measures ${geodesicMetres.toFixed(1)} m on the ellipsoid; the live socket heard ${heard} changes.`,
  );
}
