import { Health } from '../src/adapters/http/health.js';
import { Metrics } from '../src/adapters/http/metrics.js';
import type { Access, Route } from '../src/adapters/http/route.js';
import { apiRoutes } from '../src/adapters/http/routes/api.js';
import { SOCKET_EVENTS } from '../src/adapters/socket-io/socket-events.js';
import { PinoLog } from '../src/adapters/system/pino-log.js';
import { SystemClock } from '../src/adapters/system/system-clock.js';

const WHO: Readonly<Record<Access, string>> = { public: 'anyone', user: 'signed in', admin: 'administrator' };
const WHOSE: Readonly<Record<Access, string>> = { public: '–', user: 'one’s own', admin: 'everybody’s' };

const HEAD = `# Who may do what

Made by \`npm run policy\` from the tables that the service itself runs on; a test compares, another tries every row as every
kind of visitor.

- **anyone** needs no token. **signed in** needs an access token whose session is alive and whose user is neither disabled nor
  deleted, and has the role that the token says: looked up at most a second ago, on HTTP and on sockets, on every process. Without
  it: 401. **administrator** needs that role, else 403.
- **one’s own**: the user is taken from the token, never from the request. What belongs to somebody else is not there: 404.
- Limits: **requests** is \`REQUEST_LIMIT\` a minute of a user, or of an address without one (what is refused counts for the
  address); **registrations** is \`REGISTER_LIMIT\` an hour from an address; **passwords** is 5 wrong ones in 15 minutes for an account
  from an address, and \`LOGIN_LIMIT_PER_ADDRESS\` from an address whatever the account; **mails** is 5 an hour to an account, in
  silence. Beyond a limit: 429 with \`Retry-After\` and \`RateLimit-*\`, which ends no session. While Redis is away each process counts
  for itself. An address of IPv6 is its /64; \`X-Forwarded-For\` counts for as many proxies as \`TRUST_PROXY\` says.
`;

/** Every route that a process with the API has. */
export function allRoutes(): readonly Route[] {
  const operations = [...new Health([], new SystemClock(), new PinoLog('silent')).routes(), new Metrics().route()];
  return [...operations, ...apiRoutes({ version: '', realtimeUrl: undefined })];
}

/** The tables of routes and socket events, as Markdown. */
export function policyTable(routes: readonly Route[]): string {
  const calls = routes.map((route) => [
    `\`${route.method} ${route.path}\``,
    WHO[route.access],
    route.whose ?? WHOSE[route.access],
    limitsOf(route),
  ]);
  const events = Object.entries(SOCKET_EVENTS).map(([event, { from, access, whose }]) => [
    `\`${event}\``,
    from === 'client' ? 'client → server' : 'server → client',
    WHO[access],
    whose,
  ]);
  return [
    HEAD,
    '## REST\n',
    table(['call', 'who', 'whose things', 'limits'], calls),
    '## Sockets\n\nA socket opens with an access token, under the same rule, and closes when that stops being good.\n',
    table(['event', 'direction', 'who', 'whose things'], events),
  ].join('\n');
}

function limitsOf({ limit = 'requests', errors }: Route): string {
  if (limit === 'none') return '–';
  const passwords = errors.includes('too-many-attempts') ? ['passwords'] : [];
  return [...new Set(['requests', limit, ...passwords])].join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
