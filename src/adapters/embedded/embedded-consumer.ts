import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterFailure } from '../../application/delivery-policy.js';
import { TOPICS, type AppEvent } from '../../application/events.js';
import type { Cancel, Clock } from '../../application/ports/clock.js';
import type { Subscription } from '../../application/ports/event-log.js';
import type { Log } from '../../application/ports/log.js';
import type { Delivery, EmbeddedEventStore } from './embedded-event-store.js';

const MOST_AT_ONCE = 32;
const PAUSE_AFTER_A_FAULT_MS = 15_000;

/**
 * Hands a group its events: one after the other for a user, users side by side. A lane is free, in hand, or paused
 * until its event is tried again.
 */
export class EmbeddedConsumer {
  /** Users whose lane is free and may have events, in the order they came. */
  private readonly waiting = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly pauses = new Set<Cancel>();
  private readonly inHand = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly subscription: Subscription,
    private readonly store: EmbeddedEventStore,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly buried: () => void,
  ) {}

  start(): void {
    this.store.register(this.subscription.group, this.subscription.types);
    for (const userId of this.store.usersWaiting(this.subscription.group)) this.wake(userId);
  }

  /** The user may have an event. */
  wake(userId: string): void {
    if (!this.busy.has(userId)) this.waiting.add(userId);
    this.fill();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const cancel of this.pauses) cancel();
    await this.idle();
  }

  get active(): boolean {
    return this.inHand.size > 0;
  }

  /** Resolves when nothing is in hand; what is paused does not count. */
  async idle(): Promise<void> {
    while (this.inHand.size > 0) await Promise.all(this.inHand);
  }

  private fill(): void {
    for (const userId of this.waiting) {
      if (this.stopped || this.inHand.size >= MOST_AT_ONCE) return;
      this.waiting.delete(userId);
      this.busy.add(userId);
      const work = this.handleNext(userId).finally(() => {
        this.inHand.delete(work);
        this.fill();
      });
      this.inHand.add(work);
    }
  }

  private async handleNext(userId: string): Promise<void> {
    // The store answers synchronously: without a turn a long lane would keep requests from being served.
    await nextTurn();
    if (this.stopped) return;
    try {
      const delivery = this.store.next(this.subscription.group, userId);
      this.busy.delete(userId);
      if (delivery === undefined) return;
      this.busy.add(userId);
      await this.handleOrBury(userId, delivery);
      this.failures.delete(userId);
      this.resume(userId);
    } catch (error) {
      this.pause(userId, error);
    }
  }

  private async handleOrBury(userId: string, delivery: Delivery): Promise<void> {
    const { group, handle } = this.subscription;
    const event = JSON.parse(delivery.body) as AppEvent;
    try {
      await handle(event);
    } catch (error) {
      const attempts = (this.failures.get(userId) ?? 0) + 1;
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

  private pause(userId: string, error: unknown): void {
    this.busy.add(userId);
    const attempts = (this.failures.get(userId) ?? 0) + 1;
    this.failures.set(userId, attempts);
    const verdict = afterFailure(error, attempts);
    // Only the store itself can have failed if the policy would give up here: the event is still to be settled.
    const pauseMs = verdict === 'dead-letter' ? PAUSE_AFTER_A_FAULT_MS : verdict.retryAfterMs;
    this.log.warn(
      { group: this.subscription.group, attempts, pauseMs, error: String(error) },
      'an event is tried again',
    );
    const cancel = this.clock.after(pauseMs, () => {
      this.pauses.delete(cancel);
      this.resume(userId);
      this.fill();
    });
    this.pauses.add(cancel);
  }

  private resume(userId: string): void {
    this.busy.delete(userId);
    this.waiting.add(userId);
  }
}
