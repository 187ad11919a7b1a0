import type { Kafka } from 'kafkajs';
import { within } from '../../application/deadline.js';
import { eventBody } from '../../application/event-body.js';
import { TOPICS, type AppEvent, type EventType } from '../../application/events.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type {
  Backlog,
  ConsumerGroup,
  ConsumerState,
  EventLog,
  Stop,
  Subscription,
} from '../../application/ports/event-log.js';
import type { Log } from '../../application/ports/log.js';
import { kafkaClient } from './kafka-client.js';
import { KafkaPublisher, unavailable } from './kafka-publisher.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { KafkaNames, prepareTopics, type TopicSettings } from './kafka-topics.js';
import { hushNegativeTimeouts } from './negative-timeouts.js';
import { SharedAdmin } from './shared-admin.js';

export interface KafkaSettings extends TopicSettings {
  readonly brokers: readonly string[];
  /** Put before every topic and group. */
  readonly prefix: string;
}

const START_DEADLINE_MS = 10_000;
const PROBE_DEADLINE_MS = 1_000;
const WATCH_PAUSE_MS = 30_000;
const FIRST_NODE_THAT_WARNS = 24;

/** The event log on Kafka. It outlasts the broker: publishing fails fast meanwhile, consuming goes on by itself. */
export class KafkaEventLog implements EventLog {
  private readonly kafka: Kafka;
  private readonly consuming: Kafka;
  private readonly names: KafkaNames;
  private readonly admin: SharedAdmin;
  private readonly publisher: KafkaPublisher;
  private readonly subscriptions = new Map<ConsumerGroup, KafkaSubscription>();
  private probing: Promise<boolean> | undefined;
  private measuring: Promise<readonly Backlog[] | undefined> | undefined;
  private cancelWatch: Cancel = () => undefined;
  private unhush: () => void = () => undefined;

  constructor(
    settings: KafkaSettings,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.kafka = kafkaClient(settings.brokers, 4, log);
    // A consumer that outlasts an outage keeps its place in the group; a new one has to wait until the old is missed.
    this.consuming = kafkaClient(settings.brokers, 30, log);
    this.names = new KafkaNames(settings.prefix);
    this.admin = new SharedAdmin(this.kafka);
    this.publisher = new KafkaPublisher(this.kafka, clock, log, () =>
      this.admin.use((admin) => prepareTopics(admin, this.names, settings, log)),
    );
  }

  /** Makes the topics and connects. If Kafka is away it resolves after ten seconds, and goes on trying. */
  async start(): Promise<void> {
    if (Number.parseInt(process.versions.node) >= FIRST_NODE_THAT_WARNS) this.unhush = hushNegativeTimeouts();
    await within(START_DEADLINE_MS, this.clock, this.publisher.start(), () => {
      this.log.warn({}, 'Kafka is away; starting without it');
    });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.subscriptions.values()].map((subscription) => subscription.stop()));
    this.subscriptions.clear();
    this.cancelWatch();
    await this.publisher.stop();
    await within(PROBE_DEADLINE_MS, this.clock, this.admin.stop());
    this.unhush();
  }

  async publish(event: AppEvent): Promise<void> {
    const topic = this.names.topic(TOPICS[event.type]);
    await this.publisher.send({ topic, key: event.data.userId, value: eventBody(event) });
  }

  async subscribe<Type extends EventType>(subscription: Subscription<Type>): Promise<Stop> {
    const { group } = subscription;
    if (this.subscriptions.has(group)) throw new Error(`${group} is subscribed already`);
    const running = new KafkaSubscription(
      this.consuming,
      this.names,
      // It only ever hands on events of the types of its topics.
      subscription as unknown as Subscription,
      this.publisher,
      this.clock,
      this.log,
    );
    this.subscriptions.set(group, running);
    this.watch();
    await this.publisher.start();
    await running.start();
    return async () => {
      await running.stop();
      if (this.subscriptions.get(group) === running) this.subscriptions.delete(group);
    };
  }

  async healthy(): Promise<boolean> {
    if (!this.publisher.up) return false;
    this.probing ??= this.probe().finally(() => {
      this.probing = undefined;
    });
    return within(PROBE_DEADLINE_MS, this.clock, this.probing, () => false);
  }

  consumers(): readonly ConsumerState[] {
    return [...this.subscriptions.values()].map((subscription) => subscription.state);
  }

  async backlog(): Promise<readonly Backlog[]> {
    if (!this.publisher.up) throw unavailable();
    this.measuring ??= this.measure().finally(() => {
      this.measuring = undefined;
    });
    const backlog = await within(PROBE_DEADLINE_MS, this.clock, this.measuring);
    if (backlog === undefined) throw unavailable();
    return backlog;
  }

  private measure(): Promise<readonly Backlog[] | undefined> {
    return this.admin
      .use(async (admin) => {
        const subscriptions = [...this.subscriptions.values()];
        return (await Promise.all(subscriptions.map((subscription) => subscription.backlog(admin)))).flat();
      })
      .catch(() => undefined);
  }

  /** A consumer that gets nothing shows in what lies before it, also where nobody reads metrics. */
  private watch(): void {
    this.cancelWatch();
    this.cancelWatch = this.clock.after(WATCH_PAUSE_MS, () => {
      void this.backlog()
        .catch(() => undefined)
        .then(() => {
          if (this.subscriptions.size > 0) this.watch();
        });
    });
  }

  /** Whether the broker answers: an idle producer does not notice that it is away. */
  private async probe(): Promise<boolean> {
    return this.admin
      .use((admin) => admin.describeCluster())
      .then(
        () => true,
        () => false,
      );
  }
}
