import { within } from '../../application/deadline.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
import { HttpProblem } from './problem.js';
import type { Route } from './route.js';
import { route } from './route.js';
import { answer, schema } from './schemas.js';

/** Whether something the process needs is there: false or a rejection if it is not. */
export interface HealthCheck {
  readonly name: string;
  check(): Promise<boolean>;
}

type Checks = Readonly<Record<string, 'ok' | 'failed'>>;

const PATIENCE_MS = 500;
const FRESH_MS = 1000;

/** Probes. Alive as long as it answers; ready while every check passes and no shutdown has begun. */
export class Health {
  private draining = false;
  private last: { readonly at: number; readonly checks: Promise<Checks> } | undefined;
  /** What was missing when the log was last told of a change. */
  private missing = '';

  constructor(
    private readonly checks: readonly HealthCheck[],
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** From now on not ready: whoever balances load sends nothing new. */
  drain(): void {
    this.draining = true;
  }

  /** @throws HttpProblem `not-ready`, with each check */
  async ready(): Promise<Checks> {
    const checks = await this.recent();
    const missing = Object.keys(checks)
      .filter((name) => checks[name] === 'failed')
      .join(', ');
    this.tell(missing);
    if (!this.draining && missing === '') return checks;
    const detail = this.draining ? 'The process is shutting down.' : `Not there: ${missing}.`;
    throw new HttpProblem('not-ready', detail, { extensions: { checks }, headers: { 'Retry-After': '2' } });
  }

  routes(): readonly Route[] {
    const probe = { method: 'GET', tag: 'Operations', access: 'public', limit: 'none' } as const;
    return [
      route({
        ...probe,
        path: '/health/live',
        operationId: 'getLiveness',
        summary: 'Whether the process lives',
        answers: { 200: { description: 'It does', schema: answer({ status: schema.valid('ok') }) } },
        errors: [],
        handle: () => Promise.resolve({ status: 200, body: { status: 'ok' } }),
      }),
      route({
        ...probe,
        path: '/health/ready',
        operationId: 'getReadiness',
        summary: 'Whether the process can do its work',
        answers: {
          200: {
            description: 'Every dependency answers',
            schema: answer({
              status: schema.valid('ok'),
              checks: schema.object().pattern(schema.string(), schema.valid('ok')),
            }),
          },
        },
        errors: ['not-ready'],
        handle: async () => ({ status: 200, body: { status: 'ok', checks: await this.ready() } }),
      }),
    ];
  }

  /** However often probes come, dependencies are asked once a second. */
  private recent(): Promise<Checks> {
    const now = this.clock.now();
    if (this.last === undefined || Math.abs(now - this.last.at) >= FRESH_MS)
      this.last = { at: now, checks: this.ask() };
    return this.last.checks;
  }

  private async ask(): Promise<Checks> {
    const states = await Promise.all(
      this.checks.map(async (check) => [check.name, (await this.passes(check)) ? 'ok' : 'failed'] as const),
    );
    return Object.fromEntries(states);
  }

  /** Once a change, however often probes come. */
  private tell(missing: string): void {
    if (missing === this.missing) return;
    this.missing = missing;
    if (missing === '') this.log.info({}, 'ready again');
    else this.log.warn({ missing }, 'not ready');
  }

  private async passes(check: HealthCheck): Promise<boolean> {
    try {
      return await within(PATIENCE_MS, this.clock, check.check(), () => false);
    } catch {
      return false;
    }
  }
}
