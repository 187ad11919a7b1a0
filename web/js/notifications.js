import { call, newKey } from './api.js';
import { byId, element, fill, shownInstant } from './element.js';
import { attempt, onSubmit } from './forms.js';
import { session } from './session.js';

const PAGE = 10;
const MOST_AT_ONCE = 100;

/** Those that are known, by id: one that comes twice is there once. */
const known = new Map();
let nextCursor = null;
/** Down to which sequence the list was read: an older one that is pushed is shown in its place, when that is reached. */
let readDownTo = Infinity;
/** How many pages were asked for: no more is on the page, however much is pushed. */
let pages = 1;

/** The user's own notifications, as they come. */
export const notifications = {
  start() {
    byId('read-all').addEventListener('click', ({ target }) =>
      attempt(target, async () => {
        await call('POST', '/api/notifications/read-all');
        await notifications.load();
      }),
    );
    byId('more-notifications').addEventListener('click', ({ target }) => attempt(target, showOlder));
    onSubmit(byId('note'), async ({ message }) => {
      const { user } = session.get();
      notifications.show(
        await call('POST', '/api/notifications', { userId: user.id, message }, { 'Idempotency-Key': newKey() }),
      );
      await loadCount();
      // Unless the next is being typed.
      const { elements } = byId('note');
      if (elements.message.value === message) byId('note').reset();
    });
  },

  /** Anew, as far down as was asked for. */
  async load() {
    const before = [...known.keys()];
    const answer = await page(null, Math.min(pages * PAGE, MOST_AT_ONCE));
    // What was pushed meanwhile stays.
    for (const id of before) known.delete(id);
    take(answer);
  },

  /** One that is pushed; it may have come before. */
  arrive(notification) {
    if (!known.has(notification.id)) byId('news').textContent = `New notification: ${notification.message}`;
    notifications.show(notification);
  },

  /** A new one, or one that has changed. */
  show(notification) {
    known.set(notification.id, notification);
    render();
  },

  /** One that is gone, here or on another device. */
  forget({ id }) {
    known.delete(id);
    render();
  },

  showCount(count) {
    const badge = byId('unread');
    badge.textContent = count;
    badge.hidden = count === 0;
    byId('read-all').hidden = count === 0;
    badge.setAttribute('aria-label', `${count} unread`);
    document.title = count === 0 ? 'Streakline' : `(${count}) Streakline`;
  },
};

async function showOlder() {
  pages += 1;
  if (newestFirst().length < pages * PAGE && nextCursor !== null) take(await page(nextCursor, PAGE));
  else render();
}

async function page(cursor, limit) {
  const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
  return call('GET', `/api/notifications?${query}`);
}

function take(answer) {
  for (const notification of answer.items) known.set(notification.id, notification);
  nextCursor = answer.nextCursor;
  readDownTo = nextCursor === null ? 0 : answer.items.at(-1).sequence;
  notifications.showCount(answer.unreadCount);
  render();
}

async function loadCount() {
  notifications.showCount((await call('GET', '/api/notifications?limit=1')).unreadCount);
}

function render() {
  const all = newestFirst();
  const shown = all.slice(0, pages * PAGE);
  fill(byId('notifications'), shown.map(item));
  byId('no-notifications').hidden = shown.length > 0;
  byId('more-notifications').hidden = nextCursor === null && shown.length === all.length;
}

function newestFirst() {
  return [...known.values()].filter(({ sequence }) => sequence >= readDownTo).sort((a, b) => b.sequence - a.sequence);
}

function item(notification) {
  const { message, createdAt, read } = notification;
  const time = element('time', { datetime: createdAt }, shownInstant(createdAt));
  const text = element('div', {}, element('p', {}, message), element('p', { class: 'small' }, time));
  const mark = element(
    'button',
    { type: 'button', class: 'quiet', onclick: ({ target }) => attempt(target, () => markRead(notification)) },
    'Read',
  );
  mark.setAttribute('aria-label', `Mark as read: ${message.slice(0, 80)}`);
  const remove = element(
    'button',
    { type: 'button', class: 'quiet', onclick: ({ target }) => attempt(target, () => deleteOne(notification)) },
    'Delete',
  );
  remove.setAttribute('aria-label', `Delete: ${message.slice(0, 80)}`);
  return element('li', { class: read ? '' : 'unread', 'data-id': notification.id }, text, read ? remove : mark);
}

async function deleteOne({ id }) {
  await call('DELETE', `/api/notifications/${id}`);
  notifications.forget({ id });
  await loadCount();
}

async function markRead({ id }) {
  notifications.show(await call('PUT', `/api/notifications/${id}`, { read: true }));
  await loadCount();
}
