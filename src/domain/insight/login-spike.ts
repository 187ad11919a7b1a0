import type { Instant } from '../time/instant.js';

/** `brute-force`: many tries on few accounts; `stuffing`: few tries on many. */
export type SpikeKind = 'brute-force' | 'stuffing';

/** More failed logins than usual. `failures`, `accounts` and `addresses` count the window in which it was seen. */
export interface LoginAlert {
  readonly id: string;
  readonly kind: SpikeKind;
  readonly startedAt: Instant;
  /** The last look at which the spike was still on. */
  readonly lastSpikeAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly failures: number;
  readonly accounts: number;
  readonly addresses: number;
}
