import type { Log } from '../../../src/application/ports/log.js';

interface Line {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** What would have been logged. */
export class RecordingLog implements Log {
  readonly lines: Line[] = [];

  debug(fields: Line['fields'], message: string): void {
    this.lines.push({ level: 'debug', fields, message });
  }

  info(fields: Line['fields'], message: string): void {
    this.lines.push({ level: 'info', fields, message });
  }

  warn(fields: Line['fields'], message: string): void {
    this.lines.push({ level: 'warn', fields, message });
  }

  error(fields: Line['fields'], message: string): void {
    this.lines.push({ level: 'error', fields, message });
  }
}
