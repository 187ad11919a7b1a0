import { callOpenly } from './api.js';
import { byId } from './element.js';
import { onSubmit } from './forms.js';

const token = new URLSearchParams(location.search).get('token');
byId('reset').hidden = token === null;
byId('forgot').hidden = token !== null;
// So that it stays neither in the history nor in a screenshot.
if (token !== null) history.replaceState(null, '', location.pathname);

onSubmit(byId('reset'), async ({ password }) => {
  try {
    await callOpenly('POST', '/api/password/reset', { token, password });
  } catch (problem) {
    if (problem.code !== 'invalid-token') throw problem;
    byId('forgot').hidden = false;
    throw new Error('This link is used, or too old. Have another mail sent:');
  }
  done('Your password is changed. You can sign in with it now.');
});

onSubmit(byId('forgot'), async ({ email }) => {
  await callOpenly('POST', '/api/password/forgot', { email });
  done('If there is such an account, a mail is on its way.');
});

function done(text) {
  byId('done').textContent = text;
  byId('done').hidden = false;
  byId('reset').hidden = true;
  byId('forgot').hidden = true;
}
