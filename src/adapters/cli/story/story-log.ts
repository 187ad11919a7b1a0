import type { Log } from '../../../application/ports/log.js';

type Fields = Readonly<Record<string, unknown>>;

/** In a story nothing goes wrong in the background without ending it: what a service would warn of is kept. */
export class StoryLog implements Log {
  private trouble: Error | undefined;

  debug(): void {
    // Of no interest to whoever seeds.
  }

  info(): void {
    // As above.
  }

  warn(fields: Fields, message: string): void {
    this.keep(fields, message);
  }

  error(fields: Fields, message: string): void {
    this.keep(fields, message);
  }

  /** @throws Error the first thing that went wrong */
  check(): void {
    if (this.trouble !== undefined) throw this.trouble;
  }

  private keep({ error, ...fields }: Fields, message: string): void {
    const reason = error instanceof Error ? error.message : error;
    this.trouble ??= new Error(`${message}: ${JSON.stringify({ ...fields, error: reason })}`, { cause: error });
  }
}
