import type { LoginAlert, SpikeKind } from '../../domain/insight/login-spike.js';
import { toIso, toIsoOrNull } from '../../domain/time/instant.js';

/** An alert as administrators see it, in lists and on their sockets. */
export interface AlertView {
  readonly id: string;
  readonly kind: SpikeKind;
  readonly startedAt: string;
  readonly resolvedAt: string | null;
  readonly failures: number;
  readonly accounts: number;
  readonly addresses: number;
}

export function alertView({ id, kind, startedAt, resolvedAt, failures, accounts, addresses }: LoginAlert): AlertView {
  return {
    id,
    kind,
    startedAt: toIso(startedAt),
    resolvedAt: toIsoOrNull(resolvedAt),
    failures,
    accounts,
    addresses,
  };
}
