import type { Log } from '../src/application/ports/log.js';

const silent = (): void => undefined;

/** A log that nobody reads. */
export const quietLog: Log = { debug: silent, info: silent, warn: silent, error: silent };
