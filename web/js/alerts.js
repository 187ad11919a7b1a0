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

  /** A new one, one that has grown, or one that is over. What was known later is not forgotten for what comes late. */
  show(alert) {
    const known = shown.get(alert.id);
    const isLate = known !== undefined && (known.resolvedAt !== null || known.failures > alert.failures);
    if (!isLate) shown.set(alert.id, alert);
    render();
  },
};

function render() {
  const newest = [...shown.values()].sort((a, b) => b.startedAt.localeCompare(a.startedAt)).slice(0, MOST_SHOWN);
  byId('alerts').replaceChildren(...newest.map(item));
  byId('no-alerts').hidden = newest.length > 0;
}

function item({ kind, startedAt, resolvedAt, failures, accounts, addresses, topAccounts, topAddresses }) {
  const what = `${failures} failed sign-ins on ${accounts} accounts from ${addresses} addresses: ${KINDS[kind] ?? kind}`;
  const when = `${shownInstant(startedAt)}, ${resolvedAt === null ? 'still on' : `over at ${shownInstant(resolvedAt)}`}`;
  const lines = [
    when,
    `Most from: ${named(topAddresses, addressShown)}`,
    `Most tried: ${named(topAccounts, accountShown)}`,
  ];
  const small = lines.map((line) => element('p', { class: 'small' }, line));
  return element(
    'li',
    { class: resolvedAt === null ? 'unread' : '' },
    element('div', {}, element('p', {}, what), ...small),
  );
}

function named(things, shown) {
  return things.map((thing) => `${shown(thing)} (${thing.failures})`).join(', ') || 'unknown';
}

function addressShown({ address }) {
  return address;
}

/** Without a user it is a name that a stranger made up. */
function accountShown({ userId, account }) {
  if (account === null) return 'a deleted user';
  return userId === null ? `“${account}”, which nobody has` : account;
}
