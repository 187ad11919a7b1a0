import { call, newKey } from './api.js';
import { byId, element, fill } from './element.js';
import { attempt, onSubmit } from './forms.js';

const MOST_SHOWN = 3;
/** Those on the page by id. */
const shown = new Map();

/** Messages to all people at once, and how far each has come; for administrators. */
export const broadcasts = {
  start() {
    onSubmit(byId('broadcast'), async ({ message, role }) => {
      const body = role === '' ? { message } : { message, role };
      broadcasts.show(await call('POST', '/api/admin/broadcasts', body, { 'Idempotency-Key': newKey() }));
      byId('broadcast').reset();
    });
  },

  async load() {
    const { items } = await call('GET', `/api/admin/broadcasts?limit=${MOST_SHOWN}`);
    shown.clear();
    for (const broadcast of items) shown.set(broadcast.id, broadcast);
    render();
  },

  /** A new one, or one that has come further. What was known later is not forgotten for what comes late. */
  show(broadcast) {
    const known = shown.get(broadcast.id);
    if (known === undefined || broadcast.sent >= known.sent) shown.set(broadcast.id, broadcast);
    render();
  },
};

function render() {
  const newest = [...shown.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, MOST_SHOWN);
  fill(byId('broadcasts'), newest.map(item));
}

function item(broadcast) {
  const { id, message, status, recipients, sent } = broadcast;
  const label = `${status}: ${sent} of ${recipients ?? '…'}`;
  const bar = element('progress', { 'aria-label': label, value: sent, max: Math.max(1, recipients ?? 1) });
  const text = element('div', {}, element('p', {}, message), bar, element('p', { class: 'small' }, label));
  if (status !== 'scheduled' && status !== 'sending') return element('li', { 'data-id': id }, text);
  const stop = async () => {
    await call('DELETE', `/api/admin/broadcasts/${id}`);
    await broadcasts.load();
  };
  const cancel = element(
    'button',
    { type: 'button', class: 'quiet', onclick: ({ target }) => attempt(target, stop) },
    'Stop',
  );
  return element('li', { 'data-id': id }, text, cancel);
}
