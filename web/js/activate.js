import { callOpenly } from './api.js';
import { byId } from './element.js';
import { onSubmit } from './forms.js';

const form = byId('activate');
const token = new URLSearchParams(location.search).get('token');

if (token === null) {
  byId('token-label').hidden = false;
  byId('explanation').textContent = 'We have sent you a mail. Open its link, or paste the code from the mail here.';
  byId('resend').hidden = false;
} else {
  form.elements.token.value = token;
  // So that it stays neither in the history nor in a screenshot.
  history.replaceState(null, '', location.pathname);
}

onSubmit(form, async (values) => {
  try {
    const { user } = await callOpenly('POST', '/api/activate', { token: values.token.trim() });
    done(`Welcome, ${user.username}: your account is active. You can sign in now.`);
  } catch (problem) {
    if (problem.code === 'already-active') return done('Your account is active already. You can sign in.');
    if (problem.code !== 'invalid-token') throw problem;
    byId('resend').hidden = false;
    throw new Error('This code is unknown, or too old. Copy all of it, or have another mail sent:');
  }
});

onSubmit(byId('resend'), async ({ email }) => {
  await callOpenly('POST', '/api/activate/resend', { email });
  done('If there is such an account that is not active yet, a mail is on its way.');
});

// Not before: a press that nobody hears is lost.
form.hidden = false;

function done(text) {
  byId('done').textContent = text;
  byId('done').hidden = false;
  form.hidden = true;
  byId('resend').hidden = true;
}
