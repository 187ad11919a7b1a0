import Joi from 'joi';
import type { Background } from '../../application/background.js';
import type { RecordGpsPoints } from '../../application/movement/record-gps-points.js';
import type { SyncNotifications } from '../../application/notification/sync-notifications.js';
import type { Clock } from '../../application/ports/clock.js';
import type { IdGenerator } from '../../application/ports/id-generator.js';
import type { Log } from '../../application/ports/log.js';
import { DomainError } from '../../domain/errors.js';
import type { Device } from './device.js';
import { EventBudget } from './event-budget.js';
import type { ClientEvents } from './socket-events.js';
import { socketProblem, tooLarge } from './socket-problem.js';

export interface ClientUseCases {
  readonly syncNotifications: SyncNotifications;
  readonly recordGpsPoints: RecordGpsPoints;
}

type Answer = (userId: string, said: unknown) => Promise<unknown>;

const MOST_POINTS = 1000;
/** A batch of the most points is some 200 kB. */
const LARGEST_EVENT_BYTES = 256 * 1024;
const MOST_ERRORS = 50;
const SYNC: Joi.ObjectSchema<{ readonly after: number }> = Joi.object({
  after: Joi.number().integer().min(0).required(),
});
const GPS: Joi.ObjectSchema<{ readonly points: readonly unknown[] }> = Joi.object({
  // The domain reads the points, one by one.
  points: Joi.array().min(1).max(MOST_POINTS).required(),
});
const REPORT: Joi.ValidationOptions = { convert: false, abortEarly: false, errors: { wrap: { label: false } } };

/** What clients say, checked, and answered by use cases, with the same errors as REST. */
export class ClientEventHandlers {
  private readonly answers: Readonly<Record<keyof ClientEvents, Answer>>;

  constructor(
    useCases: ClientUseCases,
    private readonly background: Background,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.answers = {
      sync: shaped(SYNC, (userId, { after }) => useCases.syncNotifications.execute({ userId, after })),
      gps: shaped(GPS, (userId, { points }) => useCases.recordGpsPoints.execute({ userId, points })),
    };
  }

  listen(device: Device): void {
    const { socket } = device;
    const budget = new EventBudget(this.clock);
    socket.use(([, ...said], next) => {
      const verdict = budget.take();
      if (verdict === 'flood') socket.disconnect(true);
      else if (verdict === 'refused') answerTo(said)({ error: this.problem(tooMany()) });
      else if (bytesOf(said) > LARGEST_EVENT_BYTES)
        answerTo(said)({ error: tooLarge(LARGEST_EVENT_BYTES, this.ids.next()) });
      else next();
    });
    for (const name of Object.keys(this.answers) as (keyof ClientEvents)[]) {
      socket.on(name, (...said) => {
        this.background.run(name, () => this.handle(device, name, said));
      });
    }
  }

  private async handle(device: Device, name: keyof ClientEvents, said: readonly unknown[]): Promise<void> {
    const answer = answerTo(said);
    try {
      answer(await this.answers[name](device.principal.userId, said[0]));
    } catch (error) {
      answer({ error: this.problem(error, name) });
    }
  }

  private problem(error: unknown, event?: string): unknown {
    const problem = socketProblem(error, this.ids.next());
    const { requestId, code } = problem;
    if (problem.status >= 500) {
      this.log[problem.status === 503 ? 'warn' : 'error']({ requestId, code, event, error }, 'socket event failed');
    }
    return problem;
  }
}

/** Lets nothing but the declared shape through to a use case. */
function shaped<Said>(
  shape: Joi.ObjectSchema<Said>,
  execute: (userId: string, said: Said) => Promise<unknown>,
): Answer {
  const required = shape.required().label('payload');
  return async (userId, said) => execute(userId, checked(required, said));
}

function checked<Said>(shape: Joi.ObjectSchema<Said>, said: unknown): Said {
  const result = shape.validate(said, REPORT);
  if (result.error === undefined) return result.value;
  const { details } = result.error;
  const errors = details.slice(0, MOST_ERRORS).map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new DomainError('invalid', 'invalid-request', 'Some values cannot be taken as they are.', { errors });
}

function bytesOf(said: readonly unknown[]): number {
  return Buffer.byteLength(JSON.stringify(said));
}

/** The acknowledgement that a client waits for, if it does. */
function answerTo(said: readonly unknown[]): (answer: unknown) => void {
  const last = said.at(-1);
  return typeof last === 'function' ? (last as (answer: unknown) => void) : () => undefined;
}

function tooMany(): DomainError {
  return new DomainError('throttled', 'too-many-requests', 'Too many events on this socket.', { retryAfter: 1 });
}
