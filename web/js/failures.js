import { call } from './api.js';
import { byId, element, fill, shownInstant } from './element.js';
import { attempt } from './forms.js';

const PAGE = 5;
const [MOST_AT_ONCE, MOST_A_PAGE] = [1000, 100];
let shown = [];
let nextCursor = null;

/** What was not taken by a device, or given up on a channel, of all users; for administrators. */
export const failures = {
  start() {
    byId('failures-channel').addEventListener('change', ({ target }) => void attempt(target, () => read(null)));
    byId('more-failures').addEventListener('click', ({ target }) => attempt(target, () => read(nextCursor)));
    byId('replay-all').addEventListener('click', ({ target }) =>
      attempt(target, async () => replay(channel() === '' ? {} : { ids: await allIds() })),
    );
  },

  /** Anew, as far down as was asked for. */
  async load() {
    await read(null, Math.min(Math.max(PAGE, shown.length), MOST_A_PAGE));
  },
};

/** Empty for the devices. */
function channel() {
  return byId('failures-channel').value;
}

async function page(limit, cursor) {
  const query = new URLSearchParams({ limit: String(limit) });
  if (channel() !== '') query.set('channel', channel());
  if (cursor !== null) query.set('cursor', cursor);
  return call('GET', `/api/admin/notifications/failed?${query}`);
}

async function read(cursor, limit = PAGE) {
  const answer = await page(limit, cursor);
  shown = [...(cursor === null ? [] : shown), ...answer.items];
  nextCursor = answer.nextCursor;
  fill(byId('failures'), shown.map(item));
  byId('no-failures').hidden = shown.length > 0;
  byId('replay-all').hidden = shown.length === 0;
  byId('more-failures').hidden = nextCursor === null;
}

/** As many as one request takes; what is left is there for the next. */
async function allIds() {
  const ids = [];
  let cursor = null;
  do {
    const answer = await page(MOST_A_PAGE, cursor);
    ids.push(...answer.items.map(({ id }) => id));
    cursor = answer.nextCursor;
  } while (cursor !== null && ids.length < MOST_AT_ONCE);
  return ids;
}

async function replay(which) {
  const { queued } = await call('POST', '/api/admin/notifications/replay', which);
  await failures.load();
  byId('replayed').textContent =
    queued === 0
      ? 'None is tried: they are delivered, or being tried already.'
      : `${queued} ${queued === 1 ? 'is' : 'are'} tried again now. What arrives leaves the list.`;
}

function item({ id, username, email, message, createdAt, status, attempts, lastError, channelDeliveries }) {
  const { attempts: tries, lastError: why } = channelDeliveries[channel()] ?? { attempts, lastError };
  const isGivenUp = channel() !== '' || status === 'dead';
  const outcome = `${isGivenUp ? 'Given up' : 'Not taken, tried again'} after ${tries} ${tries === 1 ? 'try' : 'tries'}`;
  const again = element(
    'button',
    { type: 'button', class: 'quiet', onclick: ({ target }) => attempt(target, () => replay({ ids: [id] })) },
    'Send again',
  );
  again.setAttribute('aria-label', `Send again: ${message.slice(0, 80)}`);
  return element(
    'li',
    { 'data-id': id },
    element(
      'div',
      {},
      element('p', {}, message),
      element('p', { class: 'small' }, why === null ? `${outcome}.` : `${outcome}: ${why}`),
      element('p', { class: 'small' }, `To ${username} (${email}), ${shownInstant(createdAt)}`),
    ),
    again,
  );
}
