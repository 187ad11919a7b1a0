/**
 * Durations in milliseconds, as differences of instants are. A calendar day has as many hours as its zone gives it, see
 * `local-day.ts`; `24 * HOUR` is no day.
 */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
