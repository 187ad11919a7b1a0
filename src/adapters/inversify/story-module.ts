import { ContainerModule } from 'inversify';
import { Chance } from '../cli/story/chance.js';
import { PastClock } from '../cli/story/past-clock.js';
import { PastIds } from '../cli/story/past-ids.js';
import { StoryLog } from '../cli/story/story-log.js';
import { EmbeddedDatabase } from '../embedded/embedded-database.js';
import { EmbeddedEventLog } from '../embedded/embedded-event-log.js';
import { EmbeddedJobQueue } from '../embedded/embedded-job-queue.js';
import { MIGRATIONS } from '../embedded/schema.js';
import type { Settings } from '../config/settings.js';
import type { Instant } from '../../domain/time/instant.js';
import { CLOCK, EVENT_LOG, IDS, JOB_QUEUE, LOG, token } from './tokens.js';

/** Events and jobs of a story are over when it has been told: they are kept in memory, whatever the service keeps them in. */
export const STORY_MEMORY = token<EmbeddedDatabase>('EmbeddedDatabase in memory');
export const PAST_CLOCK = token<PastClock>('PastClock');
export const STORY_LOG = token<StoryLog>('StoryLog');
export const STORY_EVENTS = token<EmbeddedEventLog>('EmbeddedEventLog of a story');
export const STORY_JOBS = token<EmbeddedJobQueue>('EmbeddedJobQueue of a story');

/**
 * Loaded last: puts the time of the story in place of the present, with ids, events and jobs that follow it, and a log
 * that keeps what goes wrong.
 */
export function storyModule(begin: Instant): ContainerModule {
  return new ContainerModule(({ bind, rebind }) => {
    bind(STORY_MEMORY).toDynamicValue(() => new EmbeddedDatabase(':memory:', MIGRATIONS));
    bind(PAST_CLOCK).toConstantValue(new PastClock(begin));
    bind(STORY_EVENTS).toDynamicValue((c) => new EmbeddedEventLog(c.get(STORY_MEMORY), c.get(CLOCK), c.get(LOG)));
    bind(STORY_JOBS).toDynamicValue((c) => new EmbeddedJobQueue(c.get(STORY_MEMORY), c.get(CLOCK), c.get(LOG)));
    bind(STORY_LOG).toConstantValue(new StoryLog());
    rebind(LOG).toDynamicValue((c) => c.get(STORY_LOG));
    rebind(CLOCK).toDynamicValue((c) => c.get(PAST_CLOCK));
    rebind(IDS).toDynamicValue((c) => new PastIds(c.get(CLOCK), new Chance('ids')));
    rebind(EVENT_LOG).toDynamicValue((c) => c.get(STORY_EVENTS));
    rebind(JOB_QUEUE).toDynamicValue((c) => c.get(STORY_JOBS));
  });
}

/**
 * The store is the one of the service. Everything else is of the present: limits, copies and connections stay in this
 * process, mail to people who do not exist is written to files, and nobody else is told of them.
 */
export function storySettings(settings: Settings): Settings {
  return {
    ...settings,
    kafka: undefined,
    redis: undefined,
    identity: { ...settings.identity, exposeActivation: true },
    mail: { ...settings.mail, smtp: undefined },
    webhook: undefined,
  };
}
