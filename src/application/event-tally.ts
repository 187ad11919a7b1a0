import type { Topic } from './events.js';
import type { EventCounts } from './ports/event-log.js';

type Outcome = Exclude<keyof EventCounts, 'topic'>;

/** Counts what becomes of a consumer's events, by topic. */
export class EventTally {
  private readonly counts: ReadonlyMap<Topic, Record<Outcome, number>>;

  constructor(topics: readonly Topic[]) {
    this.counts = new Map(topics.map((topic) => [topic, { processed: 0, retried: 0, deadLettered: 0 }]));
  }

  add(topic: Topic, outcome: Outcome): void {
    const counts = this.counts.get(topic);
    if (counts !== undefined) counts[outcome] += 1;
  }

  all(): readonly EventCounts[] {
    return [...this.counts].map(([topic, counts]) => ({ topic, ...counts }));
  }
}
