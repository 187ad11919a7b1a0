import type { Instant } from '../../domain/time/instant.js';

export type Cancel = () => void;

/** The one source of time of a process. */
export interface Clock {
  now(): Instant;
  /** Runs `run` once, `milliseconds` of this clock later, unless cancelled. Never early. Does not keep the process alive. */
  after(milliseconds: number, run: () => void): Cancel;
}
