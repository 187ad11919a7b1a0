import type { IncomingMessage } from 'node:http';

/**
 * Whether a page may open a socket: one of the same address, or of a listed origin. Who sends no `Origin` is no browser.
 * @param origins as in `CORS_ORIGINS`; `*` allows all
 */
export function allowsOrigin(origins: readonly string[], { headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined || origins.includes('*') || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
