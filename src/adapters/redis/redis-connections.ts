import { Redis, type RedisOptions } from 'ioredis';
import { within } from '../../application/deadline.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';

const COMMAND_TIMEOUT_MS = 1_000;
/** Longer than a worker lets Redis wait for a job. */
const LONGEST_SILENCE_MS = 12_000;
const HEARTBEAT_MS = 3_000;
const CONNECT_TIMEOUT_MS = 2_000;
const LONGEST_RECONNECT_PAUSE_MS = 1_000;
const START_DEADLINE_MS = 10_000;

/** Not lazy: whoever waits for a connection that was never asked for gives up when the first try fails, and for good. */
const COMMON = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 10), LONGEST_RECONNECT_PAUSE_MS),
} satisfies RedisOptions;

/** What a request can wait for: it fails at once while Redis is away, and is never sent twice. */
const FAIL_FAST = {
  ...COMMON,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_TIMEOUT_MS,
  // A connection that does not answer may be dead without saying so; until there is another, nobody waits for it.
  socketTimeout: COMMAND_TIMEOUT_MS,
} satisfies RedisOptions;

/** What workers and subscribers wait with: commands outlast an outage. */
const PATIENT = { ...COMMON, maxRetriesPerRequest: null, socketTimeout: LONGEST_SILENCE_MS } satisfies RedisOptions;

/** The connections of a process to Redis. They reconnect by themselves, for as long as it takes. */
export class RedisConnections {
  /** For requests: fails fast. */
  readonly requests: Redis;
  /** For workers: waits until Redis is back. */
  readonly patient: Redis;
  private readonly dedicated = new Set<Redis>();
  private heartbeat: NodeJS.Timeout | undefined;
  private away = false;

  constructor(
    private readonly url: string,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.requests = this.connection(FAIL_FAST);
    this.patient = this.connection(PATIENT);
  }

  /** One more patient connection, for whoever needs one to itself, a subscriber for instance. */
  dedicate(): Redis {
    const connection = this.connection(PATIENT);
    this.dedicated.add(connection);
    return connection;
  }

  /** Resolves when connected; if Redis is away, after ten seconds: the connections go on trying. */
  async start(): Promise<void> {
    this.heartbeat = setInterval(() => {
      this.beat();
    }, HEARTBEAT_MS).unref();
    const connected = Promise.all([this.requests, this.patient].map((connection) => becomeReady(connection)));
    await within(START_DEADLINE_MS, this.clock, connected, () => {
      this.log.warn({}, 'Redis is away; starting without it');
    });
  }

  stop(): Promise<void> {
    clearInterval(this.heartbeat);
    for (const connection of [this.requests, this.patient, ...this.dedicated]) connection.disconnect();
    return Promise.resolve();
  }

  async healthy(): Promise<boolean> {
    try {
      await this.requests.ping();
      return true;
    } catch {
      return false;
    }
  }

  /** A subscriber only listens: that nobody is there any more shows in no answer. */
  private beat(): void {
    for (const connection of [this.patient, ...this.dedicated]) {
      if (connection.status === 'ready') connection.ping().catch(() => undefined);
    }
  }

  private connection(options: typeof FAIL_FAST | typeof PATIENT): Redis {
    const connection = new Redis(this.url, options);
    connection.on('error', (error: Error) => {
      // Each connection says it, at each attempt to reconnect.
      if (!this.away) this.log.warn({ error: error.message }, 'Redis is away');
      this.away = true;
    });
    connection.on('ready', () => {
      this.away = false;
    });
    return connection;
  }
}

function becomeReady(connection: Redis): Promise<void> {
  if (connection.status === 'ready') return Promise.resolve();
  return new Promise((resolve) => connection.once('ready', resolve));
}
