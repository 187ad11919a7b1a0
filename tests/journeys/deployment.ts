import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../eventually.js';
import { removeLeftovers } from '../leftovers.js';
import { uniqueName } from '../servers.js';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));
/** On a small machine with other work. */
const LONGEST_START_MS = 90_000;
export const ADMINISTRATOR = { email: 'admin@example.org', password: 'a long enough passphrase' };

export type Role = 'all' | 'api' | 'realtime' | 'worker';

/** One process of the service, started as an operator would. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private output = '';

  constructor(
    readonly role: Role,
    readonly port: number,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get log(): string {
    return this.output;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: {
        PATH: process.env['PATH'],
        ROLE: this.role,
        PORT: String(this.port),
        LOG_LEVEL: 'info',
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`${this.role} ended while it started:\n${this.output}`);
      return (await fetch(`${this.url}/health/ready`)).ok;
    }, LONGEST_START_MS);
  }

  /** Sends the signal and resolves with the exit code, null after a kill. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return ended;
  }
}

/** A whole service under test, reached from outside only. */
export class Deployment {
  /** Those that run now, for whoever reports a failure. */
  private static readonly running = new Set<Deployment>();

  private constructor(
    private processes: readonly ServiceProcess[],
    private readonly directory: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Everything in one process, on an empty `DATA_DIR`. */
  static async embedded(settings: Readonly<Record<string, string>> = {}): Promise<Deployment> {
    return Deployment.start(['all'], settings);
  }

  /** On real servers, a process for each of the roles, which may repeat; names of its own keep runs apart. */
  static async onServers(roles: readonly Role[], settings: Readonly<Record<string, string>> = {}): Promise<Deployment> {
    const name = uniqueName();
    const mongo = new URL(process.env['MONGO_URL'] ?? '');
    mongo.pathname = `/${name}`;
    return Deployment.start(roles, {
      MONGO_URL: mongo.href,
      KAFKA_BROKERS: process.env['KAFKA_BROKERS'] ?? '',
      REDIS_URL: process.env['REDIS_URL'] ?? '',
      KAFKA_PREFIX: `${name}.`,
      REDIS_PREFIX: `${name}:`,
      JWT_SECRET: randomBytes(32).toString('base64'),
      EXPOSE_ACTIVATION: 'true',
      ...settings,
    });
  }

  private static async start(roles: readonly Role[], settings: Readonly<Record<string, string>>): Promise<Deployment> {
    const directory = mkdtempSync(join(tmpdir(), 'streakline-'));
    const ports = await freePorts(roles.length + 1);
    const realtime = ports[roles.includes('realtime') ? roles.indexOf('realtime') : 0] ?? 0;
    const all = {
      DATA_DIR: directory,
      WEB_PORT: String(ports[roles.length]),
      REALTIME_URL: `http://127.0.0.1:${realtime}`,
      ADMIN_EMAIL: ADMINISTRATOR.email,
      ADMIN_PASSWORD: ADMINISTRATOR.password,
      ...settings,
    };
    const processes = roles.map((role, index) => new ServiceProcess(role, ports[index] ?? 0, all));
    const deployment = new Deployment(processes, directory, all);
    Deployment.running.add(deployment);
    try {
      await deployment.startAgain();
    } catch (error) {
      // Nobody else can: those that did start would run on.
      await deployment.kill();
      throw error;
    }
    return deployment;
  }

  /** What the processes of all that run wrote last. */
  static lastWords(lines: number): string {
    const processes = [...Deployment.running].flatMap((deployment) => deployment.processes);
    return processes
      .map(({ role, log }) => [`-- ${role}`, ...log.trim().split('\n').slice(-lines)].join('\n'))
      .join('\n');
  }

  /** What stands before every topic. */
  get kafkaPrefix(): string {
    return this.settings['KAFKA_PREFIX'] ?? '';
  }

  /** Where the pages are, of a process that serves them. */
  get webUrl(): string {
    return `http://127.0.0.1:${this.settings['WEB_PORT']}`;
  }

  /** Where simulated mail is written. */
  get mailDirectory(): string {
    return join(this.directory, 'mail');
  }

  get url(): string {
    return this.one('api').url;
  }

  get realtimeUrl(): string {
    return this.one('realtime').url;
  }

  /** All processes of a role, each to be killed and started by itself. */
  all(role: Role): readonly ServiceProcess[] {
    return this.processes.filter((process) => process.role === role);
  }

  /** One more process of a role comes in. */
  async join(role: Role): Promise<ServiceProcess> {
    const [port = 0] = await freePorts(1);
    const process = new ServiceProcess(role, port, this.settings);
    this.processes = [...this.processes, process];
    await process.start();
    return process;
  }

  /** What all processes wrote. */
  get log(): string {
    return this.processes.map((process) => process.log).join('\n');
  }

  /** `kill -9`, of one role or of all. */
  async kill(role?: Role): Promise<void> {
    const victims = role === undefined ? this.processes : [this.one(role)];
    await Promise.all(victims.map((process) => process.end('SIGKILL')));
  }

  async startAgain(role?: Role): Promise<void> {
    const back = role === undefined ? this.processes : [this.one(role)];
    await Promise.all(back.map((process) => process.start()));
  }

  /** SIGTERM to all; the exit codes. */
  async terminate(): Promise<readonly (number | null)[]> {
    return Promise.all(this.processes.map((process) => process.end('SIGTERM')));
  }

  async remove(): Promise<void> {
    Deployment.running.delete(this);
    await this.terminate();
    await removeLeftovers(this.settings);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private one(role: Role): ServiceProcess {
    const found = this.processes.find((process) => process.role === role) ?? this.processes[0];
    if (found === undefined) throw new Error('a deployment has at least one process');
    return found;
  }
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
