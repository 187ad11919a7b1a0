import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterFailure } from '../../application/delivery-policy.js';
import { TOPICS, type AppEvent } from '../../application/events.js';
import { Lanes } from '../../application/lanes.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Subscription } from '../../application/ports/event-log.js';
import type { Log } from '../../application/ports/log.js';
import type { Delivery, EmbeddedEventStore } from './embedded-event-store.js';

const MOST_AT_ONCE = 32;
const PAUSE_AFTER_A_FAULT_MS = 15_000;

/** Hands a group its events: one after the other for a user, users side by side. */
export class EmbeddedConsumer {
  private readonly lanes: Lanes;

  constructor(
    private readonly subscription: Subscription,
    private readonly store: EmbeddedEventStore,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly buried: () => void,
  ) {
    this.lanes = new Lanes(clock, MOST_AT_ONCE);
  }

  start(): void {
    const { group, types } = this.subscription;
    this.store.register(group, types);
    for (const userId of this.store.usersWaiting(group)) this.catchUp(userId);
  }

  /** The user has one event more. */
  wake(userId: string): void {
    this.lanes.add(userId, async (attempt) => (await this.handleNext(userId, attempt)).pauseMs);
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
    this.lanes.add(userId, async (attempt) => {
      const { found, pauseMs } = await this.handleNext(userId, attempt);
      if (found && pauseMs === undefined) this.catchUp(userId);
      return pauseMs;
    });
  }

  private async handleNext(userId: string, attempt: number): Promise<{ found: boolean; pauseMs: number | undefined }> {
    // The store answers synchronously: without a turn a long lane would keep requests from being served.
    await nextTurn();
    try {
      const delivery = this.store.next(this.subscription.group, userId);
      if (delivery === undefined) return { found: false, pauseMs: undefined };
      await this.handleOrBury(userId, delivery, attempt);
      return { found: true, pauseMs: undefined };
    } catch (error) {
      const verdict = afterFailure(error, attempt);
      // Only the store itself can have failed if the policy would give up here: the event is still to be settled.
      const pauseMs = verdict === 'dead-letter' ? PAUSE_AFTER_A_FAULT_MS : verdict.retryAfterMs;
      const fields = { group: this.subscription.group, attempt, pauseMs, error: String(error) };
      this.log.warn(fields, 'an event is tried again');
      return { found: true, pauseMs };
    }
  }

  private async handleOrBury(userId: string, delivery: Delivery, attempts: number): Promise<void> {
    const { group, handle } = this.subscription;
    const event = JSON.parse(delivery.body) as AppEvent;
    try {
      await handle(event);
    } catch (error) {
      if (afterFailure(error, attempts) !== 'dead-letter') throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.store.transaction(() => {
        this.store.bury({ topic: TOPICS[event.type], value: delivery.body, reason, attempts }, this.clock.now());
        this.store.settle(group, userId, delivery.position);
      });
      this.log.error({ group, type: event.type, id: event.id, attempts, reason }, 'an event became a dead letter');
      this.buried();
      return;
    }
    this.store.settle(group, userId, delivery.position);
  }
}
