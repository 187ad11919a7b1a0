import { call } from './api.js';
import { byId, element, shownInstant } from './element.js';

const MOST_PAGES = 5;
/** User names by id of those who are connected. */
const online = new Map();
/** For each reading of the list under way, what came live in that time: newer than the list. */
const readings = new Set();

/** Who is online; for administrators. */
export const people = {
  async load() {
    const changes = [];
    readings.add(changes);
    try {
      const [found, figures] = await Promise.all([connectedUsers(), call('GET', '/api/admin/metrics')]);
      online.clear();
      for (const { id, username } of found) online.set(id, username);
      changes.forEach(apply);
      render();
      showMetrics(figures);
    } finally {
      readings.delete(changes);
    }
  },

  show(change) {
    for (const changes of readings) changes.push(change);
    apply(change);
    render();
  },
};

function apply({ userId, username, connected }) {
  if (connected) online.set(userId, username);
  else online.delete(userId);
}

async function connectedUsers() {
  const found = [];
  let cursor;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ connected: 'true', limit: '100', ...(cursor === undefined ? {} : { cursor }) });
    const { items, nextCursor } = await call('GET', `/api/admin/users?${query}`);
    found.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return found;
}

function render() {
  const names = [...online.values()].sort((a, b) => a.localeCompare(b));
  byId('people-list').replaceChildren(...names.map((name) => element('li', {}, name)));
  byId('people-count').textContent = names.length;
  byId('nobody').hidden = names.length > 0;
}

function showMetrics(figures) {
  const { totalUsers, activeUsers7d, newUsers7d, failedLogins24h, goalsReachedToday, metresToday } = figures;
  const { pending, failed, dead } = figures.notifications;
  const shown = {
    Accounts: totalUsers,
    'Signed in within 7 days': activeUsers7d,
    'New within 7 days': newUsers7d,
    'Failed sign-ins within 24 hours': failedLogins24h,
    'Goals reached today': goalsReachedToday,
    'Kilometres today': metresToday / 1000,
    'Notifications waiting': pending + failed,
    'Notifications given up': dead,
  };
  const entries = Object.entries(shown).flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', {}, value.toLocaleString(undefined, { maximumFractionDigits: 1 })),
  ]);
  byId('metrics').replaceChildren(...entries);
  byId('metrics-age').textContent = `As of ${shownInstant(figures.generatedAt)}.`;
}
