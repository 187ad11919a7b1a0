import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

export interface PhoneOwner {
  readonly userId: string;
  readonly token: string;
}

export interface Heard {
  readonly id: string;
  readonly sequence: number;
  readonly message: string;
}

/** What became of a phone's notifications. */
export interface PhoneReport {
  readonly userId: string;
  /** Each notification once, in the order of their first arrival. */
  readonly held: readonly Heard[];
  /** How many came again, and were dropped. */
  readonly repeated: number;
  /** How many came for the first time behind a later one, within one connection. */
  readonly late: number;
  readonly connections: number;
}

const COME_BACK_MS = 200;
const NO_ANSWER_MS = 5_000;

/**
 * A device as the contract asks for it: acknowledges, drops what it has by id, and when its node is gone comes back to
 * the next one and asks for what follows what it has.
 */
export class Phone {
  private readonly held = new Map<string, Heard>();
  private readonly sequences = new Set<number>();
  private contiguous = 0;
  private repeated = 0;
  private late = 0;
  private connections = 0;
  private socket: Socket | undefined;

  constructor(
    private readonly owner: PhoneOwner,
    private readonly urls: readonly string[],
    private next: number,
  ) {}

  /** Connects, for as long as it takes, and again whenever the connection is lost. */
  open(): void {
    const url = this.urls[this.next++ % this.urls.length] ?? '';
    const socket = io(url, {
      auth: { token: this.owner.token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    this.socket = socket;
    let highest = 0;
    socket.on('connect', () => {
      this.connections += 1;
      void this.sync(socket);
    });
    socket.on('notification', (heard: Heard, acknowledge: () => void) => {
      acknowledge();
      if (this.hold(heard) && heard.sequence < highest) this.late += 1;
      highest = Math.max(highest, heard.sequence);
    });
    const again = (): void => {
      socket.close();
      if (this.socket === socket)
        setTimeout(() => {
          this.open();
        }, COME_BACK_MS);
    };
    socket.once('disconnect', again);
    socket.once('connect_error', again);
  }

  close(): void {
    const { socket } = this;
    this.socket = undefined;
    socket?.disconnect();
  }

  get connected(): boolean {
    return this.socket?.connected === true;
  }

  get count(): number {
    return this.held.size;
  }

  get report(): PhoneReport {
    const held = [...this.held.values()].map(({ id, sequence, message }) => ({ id, sequence, message }));
    const { repeated, late, connections } = this;
    return { userId: this.owner.userId, held, repeated, late, connections };
  }

  private async sync(socket: Socket): Promise<void> {
    try {
      for (let more = true; more;) {
        const answer = (await socket.timeout(NO_ANSWER_MS).emitWithAck('sync', { after: this.contiguous })) as {
          readonly items?: readonly Heard[];
          readonly more?: boolean;
        };
        for (const heard of answer.items ?? []) this.hold(heard);
        more = answer.more === true;
      }
    } catch {
      // The connection is lost, and the next one asks again; or the node is busy, and sends it unasked.
    }
  }

  /** Whether it is new. */
  private hold(heard: Heard): boolean {
    if (this.held.has(heard.id)) {
      this.repeated += 1;
      return false;
    }
    this.held.set(heard.id, heard);
    this.sequences.add(heard.sequence);
    while (this.sequences.has(this.contiguous + 1)) this.contiguous += 1;
    return true;
  }
}
