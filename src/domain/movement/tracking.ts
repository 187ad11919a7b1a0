import { invalidField, type DomainError } from '../errors.js';
import { HOUR } from '../time/duration.js';
import type { Instant } from '../time/instant.js';
import { CLOCK_LEEWAY_MS, LATEST_ARRIVAL_MS } from './gps-point.js';

/** A user's word: from `since` on, track me, or track me no longer. */
export interface TrackingStatement {
  readonly active: boolean;
  readonly since: Instant;
  /** Later than that of the statement before, so that it tells how much had been said. */
  readonly saidAt: Instant;
}

/** When a user wanted to be tracked: what was said, in the order in which it was said. */
export interface Tracking {
  readonly statements: readonly TrackingStatement[];
  /** What was said about the time before this is no longer known; null if everything is. */
  readonly forgottenBefore: Instant | null;
}

/** A time in which tracking was on without a pause. Both ends belong to it. */
interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

export const NEVER_TRACKED: Tracking = { statements: [], forgottenBefore: null };

/** Statements are kept for longer than points are by default, and not more of them than a document should hold. */
const KEPT_MS = 100 * 24 * HOUR;
const KEPT_STATEMENTS = 2000;

/**
 * Adds a statement. It replaces what was said about the time after `since`; one that says nothing new changes nothing.
 * @throws DomainError invalid `in-the-future`, `too-old`
 */
export function say(tracking: Tracking, active: boolean, since: Instant, now: Instant): Tracking {
  if (since > now + CLOCK_LEEWAY_MS) throw refusal('in-the-future', 'is in the future');
  if (since < now - LATEST_ARRIVAL_MS) throw refusal('too-old', 'is more than 7 days back');
  const saidAt = Math.max(now, (lastSaidAt(tracking) ?? -Infinity) + 1);
  const statements = [...tracking.statements, { active, since, saidAt }];
  const next = { ...tracking, statements };
  const nothingNew = tracking.statements.length > 0 && sameSpans(spans(tracking), spans(next));
  return nothingNew ? tracking : forget(next, now);
}

function refusal(code: string, message: string): DomainError {
  return invalidField('since', code, `The time from which tracking changes ${message}.`, message);
}

/** When the last statement was made; null for a user who never said. */
export function lastSaidAt({ statements }: Tracking): Instant | null {
  return statements.at(-1)?.saidAt ?? null;
}

/** What holds now; `since` is null for a user who never said. */
export function currentTracking(tracking: Tracking): { readonly active: boolean; readonly since: Instant | null } {
  const last = spans(tracking).at(-1);
  if (last === undefined) return { active: false, since: tracking.statements.at(-1)?.since ?? null };
  return last.to === Infinity ? { active: true, since: last.from } : { active: false, since: last.to };
}

/** Says whether tracking was on at an instant, by all that was said, or by what had been said until `asOf`. */
export function trackedAt(tracking: Tracking, asOf: Instant = Infinity): (at: Instant) => boolean {
  const known = spans(tracking, asOf);
  return (at) => (lastStartedBy(known, at)?.to ?? -Infinity) >= at;
}

/**
 * Until when tracking went on without a pause from an instant on: the instant itself if it was off. Times of which
 * nothing is known any more count as tracked, so that what was counted then stays.
 */
export type TrackedUntil = (at: Instant) => Instant;

export function trackedUntil(tracking: Tracking): TrackedUntil {
  const known = spans(tracking);
  const forgottenBefore = tracking.forgottenBefore ?? -Infinity;
  return (at) => {
    const from = Math.max(at, forgottenBefore);
    const span = lastStartedBy(known, from);
    return span === undefined ? from : Math.max(from, span.to);
  };
}

function lastStartedBy(ascending: readonly Span[], at: Instant): Span | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle]?.from ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return ascending[low - 1];
}

/** Ascending, apart from each other. */
function spans(tracking: Tracking, asOf: Instant = Infinity): readonly Span[] {
  const found: Span[] = [];
  for (const { active, since, saidAt } of tracking.statements) {
    if (saidAt > asOf) continue;
    while ((found.at(-1)?.from ?? -Infinity) > since) found.pop();
    const last = found.at(-1);
    const open = last !== undefined && last.to >= since;
    if (open) found.pop();
    if (active) found.push({ from: open ? last.from : since, to: Infinity });
    else if (open && last.from < since) found.push({ from: last.from, to: since });
  }
  return found;
}

function sameSpans(a: readonly Span[], b: readonly Span[]): boolean {
  if (a.length !== b.length) return false;
  return a.every(({ from, to }, index) => {
    const other = b[index];
    return other !== undefined && from === other.from && to === other.to;
  });
}

/** Forgets statements that are too old or too many, all but what held behind them. */
function forget(tracking: Tracking, now: Instant): Tracking {
  const { statements } = tracking;
  const tooMany = statements[statements.length - KEPT_STATEMENTS - 1]?.saidAt ?? -Infinity;
  const horizon = Math.max(now - KEPT_MS, tooMany);
  const old = statements.filter(({ saidAt }) => saidAt <= horizon);
  if (old.length < 2) return tracking;
  const { active, since } = currentTracking({ ...tracking, statements: old });
  const summary = active && since !== null ? [{ active, since, saidAt: horizon }] : [];
  const kept = statements.filter(({ saidAt }) => saidAt > horizon);
  return { statements: [...summary, ...kept], forgottenBefore: horizon };
}
