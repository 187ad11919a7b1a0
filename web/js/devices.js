import { call } from './api.js';
import { byId, element, fill, shownInstant } from './element.js';
import { attempt } from './forms.js';

/** Where the user is signed in. */
export const devices = {
  start() {
    byId('devices-details').addEventListener('toggle', ({ target }) => {
      if (target.open) void attempt(byId('sign-out-others'), devices.load);
    });
    byId('sign-out-others').addEventListener('click', ({ target }) =>
      attempt(target, async () => {
        await call('DELETE', '/api/me/sessions');
        await devices.load();
      }),
    );
  },

  async load() {
    const { items } = await call('GET', '/api/me/sessions?limit=20');
    fill(byId('devices'), items.map(item));
    byId('sign-out-others').hidden = items.length < 2;
  },
};

function item({ id, userAgent, ip, lastUsedAt, current }) {
  const where = current ? 'this one' : `${ip ?? 'address unknown'}, ${shownInstant(lastUsedAt)}`;
  const name = nameOf(userAgent);
  const text = element('div', {}, element('p', {}, name), element('p', { class: 'small' }, where));
  const end = async () => {
    await call('DELETE', `/api/me/sessions/${id}`);
    await devices.load();
  };
  const button = element(
    'button',
    { type: 'button', class: 'quiet', onclick: ({ target }) => attempt(target, end) },
    'Sign out',
  );
  button.setAttribute('aria-label', `Sign out ${name}, ${where}`);
  return element('li', { 'data-id': id }, text, ...(current ? [] : [button]));
}

/** The browser or app that an agent says it is, in a word or two. */
function nameOf(userAgent) {
  const known = /(Edg|OPR|Firefox|Chrome|Safari)\/[\d.]+/.exec(userAgent ?? '')?.[1];
  const names = { Edg: 'Edge', OPR: 'Opera' };
  return known === undefined ? (userAgent ?? 'Unknown device').slice(0, 60) : (names[known] ?? known);
}
