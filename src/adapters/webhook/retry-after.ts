import type { Instant } from '../../domain/time/instant.js';

const SECONDS = /^\d+$/;
/** Each of the three forms of an HTTP date begins like this, and is in GMT, whether it says so or not. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/;

/** Milliseconds to wait, as a `Retry-After` says it: RFC 9110 §10.2.3. 0 if there is none, or it cannot be read. */
export function pauseAsked(header: string | null, now: Instant): number {
  const text = header?.trim() ?? '';
  if (SECONDS.test(text)) return Number(text) * 1000;
  if (!HTTP_DATE.test(text)) return 0;
  const until = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(until) ? 0 : Math.max(0, until - now);
}
