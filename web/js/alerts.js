import { call } from './api.js';
import { byId, element, shownInstant } from './element.js';

const MOST_SHOWN = 3;
const KINDS = { 'brute-force': 'many tries on few accounts', stuffing: 'few tries on many accounts' };
const shown = new Map();

/** Spikes of failed sign-ins; for administrators. */
export const alerts = {
  async load() {
    const { items } = await call('GET', `/api/admin/alerts?limit=${MOST_SHOWN}`);
    shown.clear();
    for (const alert of items) shown.set(alert.id, alert);
    render();
  },

  /** A new one, or one that is over. */
  show(alert) {
    shown.set(alert.id, alert);
    render();
  },
};

function render() {
  const newest = [...shown.values()].sort((a, b) => b.startedAt.localeCompare(a.startedAt)).slice(0, MOST_SHOWN);
  byId('alerts').replaceChildren(...newest.map(item));
  byId('no-alerts').hidden = newest.length > 0;
}

function item({ kind, startedAt, resolvedAt, failures, accounts, addresses }) {
  const what = `${failures} failed sign-ins on ${accounts} accounts from ${addresses} addresses: ${KINDS[kind] ?? kind}`;
  const when = `${shownInstant(startedAt)}, ${resolvedAt === null ? 'still on' : `over at ${shownInstant(resolvedAt)}`}`;
  const text = element('div', {}, element('p', {}, what), element('p', { class: 'small' }, when));
  return element('li', { class: resolvedAt === null ? 'unread' : '' }, text);
}
