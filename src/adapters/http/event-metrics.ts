import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Clock } from '../../application/ports/clock.js';
import type { Backlog, EventLog } from '../../application/ports/event-log.js';

/** What becomes of events, and what lies before the groups that this process belongs to; asked for when it is read. */
export function measureEvents(registry: Registry, log: EventLog, clock: Clock): void {
  const registers = [registry];
  const labelNames = ['group', 'topic'] as const;
  new Counter({
    name: 'streakline_events_total',
    help: 'Events of this process by what became of them: processed, retried (one try that failed) or dead-lettered',
    labelNames: [...labelNames, 'outcome'],
    registers,
    collect() {
      this.reset();
      for (const { group, counts } of log.consumers()) {
        for (const { topic, processed, retried, deadLettered } of counts) {
          this.inc({ group, topic, outcome: 'processed' }, processed);
          this.inc({ group, topic, outcome: 'retried' }, retried);
          this.inc({ group, topic, outcome: 'dead-lettered' }, deadLettered);
        }
      }
    },
  });
  new Gauge({
    name: 'streakline_consumer_moving',
    help: '1 while the consumer of this process is in its group and gets on, else 0',
    labelNames: ['group'],
    registers,
    collect() {
      this.reset();
      for (const { group, moving } of log.consumers()) this.set({ group }, moving ? 1 : 0);
    },
  });
  const backlog = sharedBacklog(log);
  new Gauge({
    name: 'streakline_consumer_lag',
    help: 'Events that the whole group has not finished: every member tells the same, so take the maximum. No value while the event log is away',
    labelNames,
    registers,
    async collect() {
      this.reset();
      for (const { group, topic, events } of await backlog()) this.set({ group, topic }, events);
    },
  });
  new Gauge({
    name: 'streakline_consumer_oldest_event_age_seconds',
    help: 'Age of the oldest event that this process holds and has not finished, 0 without one. No value while the event log is away',
    labelNames,
    registers,
    async collect() {
      this.reset();
      for (const { group, topic, oldest = clock.now() } of await backlog())
        this.set({ group, topic }, Math.max(0, clock.now() - oldest) / 1000);
    },
  });
}

/** One question for all that is read at a time; no answer is an empty one. */
function sharedBacklog(log: EventLog): () => Promise<readonly Backlog[]> {
  let asking: Promise<readonly Backlog[]> | undefined;
  return () => {
    asking ??= log
      .backlog()
      .catch(() => [])
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
}
