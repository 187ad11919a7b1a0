import { call } from './api.js';
import { byId, element, shownInstant } from './element.js';
import { attempt, onSubmit } from './forms.js';

/** What can be had by mail too, as people call it. */
const BY_MAIL = {
  message: 'Messages',
  reminder: 'Reminders to drink',
  'streak-at-risk': 'My streak is at risk',
  security: 'Security of my account',
};

let changing = Promise.resolve();

/** When and how the user wants to be told. */
export const preferences = {
  start() {
    onSubmit(byId('quiet-hours'), async ({ from, to }) => {
      showQuietHours(await call('PUT', '/api/me/quiet-hours', { quietHours: { from, to } }));
    });
    byId('quiet-off').addEventListener('click', ({ target }) =>
      attempt(target, async () => {
        showQuietHours(await call('PUT', '/api/me/quiet-hours', { quietHours: null }));
      }),
    );
  },

  async load() {
    const [quiet, wanted] = await Promise.all([call('GET', '/api/me/quiet-hours'), call('GET', '/api/me/preferences')]);
    showQuietHours(quiet);
    byId('by-mail').replaceChildren(...Object.keys(BY_MAIL).map((type) => mailSwitch(type, wanted)));
  },
};

function showQuietHours({ quietHours, quietUntil }) {
  const { from, to } = quietHours ?? { from: '22:00', to: '07:00' };
  const now = quietUntil === null ? '' : ` It is quiet until ${shownInstant(quietUntil)}.`;
  byId('quiet-state').textContent =
    quietHours === null
      ? 'Off: you are told at any time.'
      : `Between ${from} and ${to} nothing rings unless it is urgent; it waits in the list.${now}`;
  const { elements } = byId('quiet-hours');
  elements.from.value = from;
  elements.to.value = to;
  byId('quiet-off').hidden = quietHours === null;
}

/** One after the other: each change sends the whole, as the one before has left it. */
function change(type, wanted) {
  const changed = changing.then(async () => {
    const current = await call('GET', '/api/me/preferences');
    await call('PUT', '/api/me/preferences', { ...current, [type]: { ...current[type], ...wanted } });
  });
  changing = changed.catch(() => undefined);
  return changed;
}

function mailSwitch(type, wanted) {
  const choose = async ({ target }) => {
    const email = target.checked;
    const isDone = await attempt(target, () => change(type, { email }));
    if (!isDone) target.checked = !email;
  };
  const box = element('input', { type: 'checkbox', role: 'switch', checked: wanted[type].email, onchange: choose });
  return element('label', { class: 'switch' }, box, BY_MAIL[type]);
}
