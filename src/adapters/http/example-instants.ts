import { HOUR, MINUTE } from '../../domain/time/duration.js';
import { toIso, type Instant } from '../../domain/time/instant.js';

/** How long ago what examples name is, so that they may be tried on any day. */
const AGES = { now: 0, halfAnHourAgo: 30 * MINUTE, anHourAgo: HOUR } as const;

/** An instant in an example: a variable, filled in when the document is served, or by Postman, whose syntax it has. */
export function exampleInstant(name: keyof typeof AGES): string {
  return `{{${name}}}`;
}

export function withInstants(text: string, now: Instant): string {
  return Object.entries(AGES).reduce((filled, [name, age]) => filled.replaceAll(`{{${name}}}`, toIso(now - age)), text);
}
