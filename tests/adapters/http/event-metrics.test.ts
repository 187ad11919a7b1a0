import { expect } from 'chai';
import { Registry } from 'prom-client';
import { measureEvents } from '../../../src/adapters/http/event-metrics.js';
import { EmbeddedEventLog } from '../../../src/adapters/embedded/embedded-event-log.js';
import { DomainError } from '../../../src/domain/errors.js';
import { posted } from '../../contracts/event-log.contract.js';
import { ManualClock } from '../../manual-clock.js';
import { quietLog } from '../../quiet-log.js';
import { openEmbeddedDatabase } from '../../stores.js';

const LABELS = '{group="notification-routing",topic="Push-Notification"';

describe('metrics of events', () => {
  it('tell what became of events, what lies before a group and how old it is', async () => {
    // Ten minutes after the events of the test were published.
    const clock = new ManualClock('2026-11-21T10:10:00Z');
    const database = openEmbeddedDatabase();
    const log = new EmbeddedEventLog(database, clock, quietLog);
    const registry = new Registry();
    measureEvents(registry, log, clock);
    const stop = await log.subscribe({
      group: 'notification-routing',
      types: ['notification.posted'],
      handle: ({ data }) =>
        data.userId === 'ann'
          ? Promise.resolve()
          : Promise.reject(new DomainError('unavailable', 'storage-unavailable', 'away')),
    });
    await log.publish(posted('ann', '1'));
    await log.publish(posted('bob', '1'));
    await log.publish(posted('bob', '2'));
    await log.idle();
    const lines = (await registry.metrics()).split('\n');
    expect(lines).to.include.members([
      `streakline_events_total${LABELS},outcome="processed"} 1`,
      `streakline_events_total${LABELS},outcome="retried"} 1`,
      `streakline_events_total${LABELS},outcome="dead-lettered"} 0`,
      'streakline_consumer_moving{group="notification-routing"} 1',
      `streakline_consumer_lag${LABELS}} 2`,
      `streakline_consumer_oldest_event_age_seconds${LABELS}} 600`,
    ]);
    await stop();
    database.close();
  });

  it('leave the backlog out while the event log is away', async () => {
    const clock = new ManualClock('2026-11-21T10:00:00Z');
    const database = openEmbeddedDatabase();
    const log = new EmbeddedEventLog(database, clock, quietLog);
    const registry = new Registry();
    measureEvents(registry, log, clock);
    await log.subscribe({ group: 'movement', types: ['gps-points.recorded'], handle: () => Promise.resolve() });
    expect(await registry.metrics()).to.match(/^streakline_consumer_lag{/m);
    database.close();
    const text = await registry.metrics();
    expect(text).not.to.match(/^streakline_consumer_lag{/m);
    expect(text).to.match(/^streakline_consumer_moving{group="movement"} 1$/m);
  });
});
