import { io, type Socket } from 'socket.io-client';
import type { NotificationView } from '../../../src/application/notification/notification-view.js';

type Heard = readonly [event: string, payload: unknown];

/** An app on a phone: hears everything, and acknowledges notifications unless it is silent. */
export class TestDevice {
  readonly heard: Heard[] = [];
  readonly inbox: NotificationView[] = [];
  /** Why it was disconnected, each time; it may be connected again since. */
  readonly ends: string[] = [];
  /** Called later, these acknowledge what a silent device has received. */
  readonly owed: (() => void)[] = [];

  private constructor(readonly socket: Socket) {
    socket.on('disconnect', (reason) => this.ends.push(reason));
    socket.onAny((event: string, payload: unknown, acknowledge?: () => void) => {
      this.heard.push([event, payload]);
      if (event !== 'notification') return;
      this.inbox.push(payload as NotificationView);
      if (acknowledge !== undefined) this.owed.push(acknowledge);
      if (!this.silent) this.acknowledgeAll();
    });
  }

  silent = false;

  /** Resolves when connected. @throws Error with `data` as the service refused it */
  static async connect(
    url: string,
    auth: Readonly<Record<string, unknown>>,
    options: DeviceOptions = {},
  ): Promise<TestDevice> {
    const { silent = false, origin, transports = ['websocket'] } = options;
    const socket = io(url, {
      auth,
      transports: [...transports],
      forceNew: true,
      reconnectionDelay: 20,
      ...(origin === undefined ? {} : { extraHeaders: { origin } }),
    });
    const device = new TestDevice(socket);
    device.silent = silent;
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
    } catch (error) {
      socket.disconnect();
      throw error;
    }
    return device;
  }

  get messages(): readonly string[] {
    return this.inbox.map(({ message }) => message);
  }

  payloads(event: string): readonly unknown[] {
    return this.heard.filter(([name]) => name === event).map(([, payload]) => payload);
  }

  acknowledgeAll(): void {
    for (const acknowledge of this.owed.splice(0)) acknowledge();
  }

  /** What the service answers to an event. */
  ask(event: string, ...said: readonly unknown[]): Promise<unknown> {
    return this.socket.timeout(5000).emitWithAck(event, ...said);
  }

  close(): void {
    this.socket.disconnect();
  }
}

export interface DeviceOptions {
  readonly silent?: boolean;
  readonly origin?: string;
  readonly transports?: readonly string[];
}
