import { call } from './api.js';
import { byId, element, shownInstant } from './element.js';
import { attempt, onSubmit } from './forms.js';
import { session } from './session.js';

const PAGE = 10;

/** Accounts as administrators find, see and change them. */
export const accounts = {
  start() {
    onSubmit(byId('find-accounts'), ({ q }) => find(q.trim()));
  },
};

async function find(q) {
  const query = new URLSearchParams({ limit: String(PAGE), ...(q === '' ? {} : { q }) });
  const { items, nextCursor } = await call('GET', `/api/admin/users?${query}`);
  byId('accounts').replaceChildren(...items.map(row));
  byId('accounts-found').textContent =
    items.length === 0
      ? 'Nobody has that in name or address.'
      : nextCursor === null
        ? ''
        : `The newest ${PAGE}; type more of the name to find others.`;
}

/** Closed it shows what the list knows. Opened it asks for more, which that user is told of in the own activity. */
function row(user) {
  const state = element('span', { class: 'hint' });
  const more = element('div', {});
  const details = element('details', {}, element('summary', {}, user.username, state), more);
  const show = (changed) => (state.textContent = stateOf(changed));
  details.addEventListener('toggle', () => {
    if (details.open) void attempt(more, async () => more.replaceChildren(...(await overview(user.id, show))));
  });
  show(user);
  return element('li', {}, element('div', {}, details));
}

function stateOf({ email, role, active, disabled, connected, lastSeenAt }) {
  const seen = lastSeenAt === null ? 'never seen' : `seen ${shownInstant(lastSeenAt)}`;
  const parts = [
    email,
    role === 'admin' && 'administrator',
    !active && 'address not confirmed',
    disabled && 'disabled',
    connected ? 'online' : seen,
  ];
  return parts.filter(Boolean).join(' · ');
}

async function overview(id, show) {
  const { user, water, movement, activity } = await call('GET', `/api/admin/users/${id}`);
  show(user);
  const lines = [
    `Water today: ${water.today.totalMillilitres} of ${water.today.goalMillilitres} ml; streak ${water.streak.current}, longest ${water.streak.longest}`,
    `Moved in 30 days: ${(movement.totalMetres / 1000).toFixed(1)} km; tracking is ${movement.tracking.active ? 'on' : 'off'}`,
    ...activity.slice(0, 3).map(({ type, at, ip }) => `${shownInstant(at)}: ${type}${ip === null ? '' : `, ${ip}`}`),
  ];
  const actions = user.id === session.get()?.user.id ? [] : [actionsOn(user, show)];
  return [...lines.map((line) => element('p', { class: 'small' }, line)), ...actions];
}

function actionsOn(user, show) {
  const row = element('div', { class: 'row' });
  const offer = ({ disabled, role }) => {
    const [other, otherName] = role === 'admin' ? ['user', 'user'] : ['admin', 'administrator'];
    row.replaceChildren(
      action(disabled ? 'Enable' : 'Disable', () => change({ disabled: !disabled })),
      action(`Make ${otherName}`, () => change({ role: other })),
      action('Sign out everywhere', () => call('DELETE', `/api/admin/users/${user.id}/sessions`)),
    );
  };
  const change = async (what) => {
    const changed = await call('PATCH', `/api/admin/users/${user.id}`, what);
    show(changed);
    offer(changed);
    row.querySelector('button').focus();
  };
  const action = (name, work) => {
    const press = ({ target }) => {
      if (confirm(`${name}: ${user.username}?`)) void attempt(target, work);
    };
    return element(
      'button',
      { type: 'button', class: 'quiet', onclick: press, 'aria-label': `${name}: ${user.username}` },
      name,
    );
  };
  offer(user);
  return row;
}
