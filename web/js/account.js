import { call } from './api.js';
import { byId, element } from './element.js';
import { attempt, onSubmit } from './forms.js';
import { session } from './session.js';

/** The user's own password, data, and the end of the account. */
export const account = {
  start() {
    onSubmit(byId('change-password'), async ({ currentPassword, newPassword }) => {
      byId('password-changed').textContent = '';
      await call('PUT', '/api/me/password', { currentPassword, newPassword });
      byId('change-password').reset();
      byId('password-changed').textContent = 'Your password is changed. Other devices are signed out.';
    });
    byId('export').addEventListener('click', ({ target }) =>
      attempt(target, async () => save('streakline.json', await call('GET', '/api/me/export'))),
    );
    onSubmit(byId('delete-account'), async ({ password }) => {
      const farewell = 'Your account is deleted, with all that was in it.';
      await session.endBy(() => call('DELETE', '/api/me', { password }), farewell);
    });
  },
};

function save(name, data) {
  const href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  element('a', { href, download: name }).click();
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
