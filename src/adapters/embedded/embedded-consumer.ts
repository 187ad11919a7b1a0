import { setImmediate as nextTurn } from 'node:timers/promises';
import { LONGEST_STANDSTILL_MS, Tries } from '../../application/delivery-policy.js';
import { EventTally } from '../../application/event-tally.js';
import { TOPICS, type AppEvent } from '../../application/events.js';
import { Lanes } from '../../application/lanes.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Backlog, ConsumerState, Subscription } from '../../application/ports/event-log.js';
import type { Log } from '../../application/ports/log.js';
import type { Delivery, EmbeddedEventStore } from './embedded-event-store.js';

const MOST_AT_ONCE = 32;
const PAUSE_AFTER_A_FAULT_MS = 15_000;
const NOTHING_WAITS = { events: 0, oldest: undefined };

/** Hands a group its events: one after the other for a user, users side by side. */
export class EmbeddedConsumer {
  private readonly lanes: Lanes;
  private readonly tally: EventTally;

  constructor(
    private readonly subscription: Subscription,
    private readonly store: EmbeddedEventStore,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly buried: () => void,
  ) {
    this.lanes = new Lanes(clock, MOST_AT_ONCE);
    this.tally = new EventTally(subscription.types.map((type) => TOPICS[type]));
  }

  start(): void {
    const { group, types } = this.subscription;
    this.store.register(group, types);
    for (const userId of this.store.usersWaiting(group)) this.catchUp(userId);
  }

  /** The user has one event more. */
  wake(userId: string): void {
    const tries = new Tries();
    this.lanes.add(userId, async () => (await this.handleNext(userId, tries)).pauseMs);
  }

  get state(): ConsumerState {
    const moving = !this.lanes.hangs(LONGEST_STANDSTILL_MS);
    return { group: this.subscription.group, moving, counts: this.tally.all() };
  }

  backlog(): readonly Backlog[] {
    const { group, types } = this.subscription;
    const waiting = this.store.waiting(group);
    return types.map((type) => ({ group, topic: TOPICS[type], ...(waiting.get(type) ?? NOTHING_WAITS) }));
  }

  get active(): boolean {
    return this.lanes.active;
  }

  idle(): Promise<void> {
    return this.lanes.idle();
  }

  stop(): Promise<void> {
    return this.lanes.stop();
  }

  /** As long as the user has events that were published before the group was here. */
  private catchUp(userId: string): void {
    const tries = new Tries();
    this.lanes.add(userId, async () => {
      const { found, pauseMs } = await this.handleNext(userId, tries);
      if (found && pauseMs === undefined) this.catchUp(userId);
      return pauseMs;
    });
  }

  private async handleNext(userId: string, tries: Tries): Promise<{ found: boolean; pauseMs: number | undefined }> {
    // The store answers synchronously: without a turn a long lane would keep requests from being served.
    await nextTurn();
    try {
      const delivery = this.store.next(this.subscription.group, userId);
      if (delivery === undefined) return { found: false, pauseMs: undefined };
      return { found: true, pauseMs: await this.handle(userId, delivery, tries) };
    } catch (error) {
      // Only the store itself can have failed: the event is still to be settled.
      this.tellRetry(error, tries, PAUSE_AFTER_A_FAULT_MS);
      return { found: true, pauseMs: PAUSE_AFTER_A_FAULT_MS };
    }
  }

  /** Returns after how many milliseconds it is tried again; `undefined` when it is settled. */
  private async handle(userId: string, delivery: Delivery, tries: Tries): Promise<number | undefined> {
    const event = JSON.parse(delivery.body) as AppEvent;
    try {
      await this.subscription.handle(event);
    } catch (error) {
      const verdict = tries.afterFailure(error);
      if (verdict === 'dead-letter') {
        this.bury(event, delivery, error, tries.made);
        return undefined;
      }
      this.tally.add(TOPICS[event.type], 'retried');
      this.tellRetry(error, tries, verdict.retryAfterMs);
      return verdict.retryAfterMs;
    }
    this.store.settle(this.subscription.group, userId, delivery.position);
    this.tally.add(TOPICS[event.type], 'processed');
    return undefined;
  }

  private bury(event: AppEvent, delivery: Delivery, error: unknown, attempts: number): void {
    const { group } = this.subscription;
    const reason = error instanceof Error ? error.message : String(error);
    this.store.transaction(() => {
      this.store.bury(delivery, reason, attempts, this.clock.now());
      this.store.settle(group, event.data.userId, delivery.position);
    });
    this.tally.add(TOPICS[event.type], 'deadLettered');
    this.log.error({ group, type: event.type, id: event.id, attempts, reason }, 'an event became a dead letter');
    this.buried();
  }

  private tellRetry(error: unknown, { made }: Tries, pauseMs: number): void {
    const fields = { group: this.subscription.group, attempt: made, pauseMs, error: String(error) };
    this.log.warn(fields, 'an event is tried again');
  }
}
