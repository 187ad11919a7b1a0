/** The devices: sockets in a process of their own, that count what they hear and how late it is. */
import { build } from 'hdr-histogram-js';
import { io, type Socket } from 'socket.io-client';
import { answer } from './child.js';
import { now, readText } from './message.js';

export interface DeviceToOpen {
  readonly url: string;
  readonly auth: Readonly<Record<string, unknown>>;
}

export interface Heard {
  readonly received: number;
  /** Of a message that the same device had heard before. */
  readonly duplicates: number;
  /** Microseconds from sending to hearing. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** When messages were sent that do not say it themselves. */
type SentAt = readonly (readonly [number: number, sentAt: number])[];

class Group {
  readonly sockets: Socket[] = [];
  private latencies = build({ numberOfSignificantValueDigits: 3 });
  private heard = new Set<string>();
  /** Of messages that do not say when they were sent, by their number. */
  private heardAt = new Map<number, number>();
  private duplicates = 0;

  async open({ url, auth }: DeviceToOpen): Promise<void> {
    const socket = io(url, { auth, transports: ['websocket'], forceNew: true });
    const device = this.sockets.push(socket);
    socket.on('notification', ({ message }: { message: string }, acknowledge?: () => void) => {
      const { sentAt, number } = readText(message);
      const key = `${device} ${number}`;
      if (this.heard.has(key)) this.duplicates += 1;
      else if (sentAt === 0) this.heardAt.set(number, now());
      else this.latencies.recordValue(Math.max(1, now() - sentAt));
      this.heard.add(key);
      acknowledge?.();
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
  }

  reset(): void {
    this.latencies = build({ numberOfSignificantValueDigits: 3 });
    this.heard = new Set();
    this.heardAt = new Map();
    this.duplicates = 0;
  }

  get count(): number {
    return this.heard.size;
  }

  result(sentAt: SentAt): Heard {
    for (const [number, sent] of sentAt) {
      const heard = this.heardAt.get(number);
      if (heard !== undefined) this.latencies.recordValue(Math.max(1, heard - sent));
    }
    const at = (percentile: number): number => this.latencies.getValueAtPercentile(percentile);
    return {
      received: this.count,
      duplicates: this.duplicates,
      p50: at(50),
      p99: at(99),
      max: this.latencies.maxValue,
    };
  }
}

interface Question {
  readonly group: string;
  readonly expected: number;
  readonly patienceMs: number;
  readonly sentAt?: SentAt;
}

const AT_ONCE = 50;
const groups = new Map<string, Group>();

function groupOf(name: string): Group {
  const group = groups.get(name) ?? new Group();
  groups.set(name, group);
  return group;
}

answer({
  open: async ({ group, devices }: { group: string; devices: readonly DeviceToOpen[] }) => {
    for (let start = 0; start < devices.length; start += AT_ONCE) {
      await Promise.all(devices.slice(start, start + AT_ONCE).map((device) => groupOf(group).open(device)));
    }
  },
  close: (group: string) => {
    for (const socket of groupOf(group).sockets) socket.disconnect();
    groups.delete(group);
  },
  reset: (group: string) => {
    groupOf(group).reset();
  },
  /** What was heard once it is all, or nothing more has come for a while. */
  result: async ({ group, expected, patienceMs, sentAt = [] }: Question) => {
    let [before, quietSince] = [-1, now()];
    while (groupOf(group).count < expected && now() - quietSince < patienceMs * 1000) {
      if (groupOf(group).count !== before) [before, quietSince] = [groupOf(group).count, now()];
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return groupOf(group).result(sentAt);
  },
});
