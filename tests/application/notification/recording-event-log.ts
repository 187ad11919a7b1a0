import type { AppEvent } from '../../../src/application/events.js';
import type { Backlog, ConsumerState, EventLog, Stop } from '../../../src/application/ports/event-log.js';
import { DomainError } from '../../../src/domain/errors.js';

/** What was published, in order; away at will. */
export class RecordingEventLog implements EventLog {
  readonly events: AppEvent[] = [];
  away = false;

  publish(event: AppEvent): Promise<void> {
    if (this.away) return Promise.reject(new DomainError('unavailable', 'event-log-unavailable', 'The log is away.'));
    this.events.push(event);
    return Promise.resolve();
  }

  /** Takes what was published so far. */
  take(): readonly AppEvent[] {
    return this.events.splice(0);
  }

  subscribe(): Promise<Stop> {
    return Promise.reject(new Error('nobody listens to a recording'));
  }

  healthy(): Promise<boolean> {
    return Promise.resolve(!this.away);
  }

  consumers(): readonly ConsumerState[] {
    return [];
  }

  backlog(): Promise<readonly Backlog[]> {
    return Promise.resolve([]);
  }
}
