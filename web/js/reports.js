import { call } from './api.js';
import { byId, element } from './element.js';

const MOST_SHOWN = 7;

/** What happened day by day; for administrators. */
export const reports = {
  async load() {
    const { items } = await call('GET', `/api/admin/reports?limit=${MOST_SHOWN}`);
    byId('reports').replaceChildren(...items.map(row));
    byId('reports-table').hidden = items.length === 0;
    byId('no-reports').hidden = items.length > 0;
    if (items.length > 0) byId('reports-zone').textContent = `Days of ${items[0].timeZone}.`;
  },
};

function row({ day, logins, failedLogins, registrations, goalsReached, metres }) {
  const figures = [logins, failedLogins, registrations, goalsReached, Math.round(metres / 1000)];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, day),
    ...figures.map((figure) => element('td', {}, figure.toLocaleString())),
  );
}
