/** A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds. */
export type Instant = number;

/** All instants from one up to another. */
export interface InstantRange {
  /** Inclusive. */
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

/** RFC 3339 in UTC with milliseconds, as instants leave the service. */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}

export function toIsoOrNull(instant: Instant | null): string | null {
  return instant === null ? null : toIso(instant);
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** An RFC 3339 instant with any offset; `undefined` if it is none. */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  // Date.parse lets the 30th of February roll over into March.
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  const instant = Date.parse(text.toUpperCase());
  return Number.isNaN(instant) ? undefined : instant;
}
