import { callOpenly, newKey } from './api.js';
import { byId } from './element.js';
import { onSubmit } from './forms.js';
import { session } from './session.js';

/** Signing in and registering. */
export function startWelcome() {
  onSubmit(byId('sign-in'), async ({ name, password }) => {
    const who = name.includes('@') ? { email: name } : { username: name };
    byId('unconfirmed').hidden = true;
    try {
      session.set(await callOpenly('POST', '/api/login', { ...who, password }));
    } catch (problem) {
      byId('unconfirmed').hidden = problem.code !== 'not-activated';
      throw problem;
    }
  });
  onSubmit(byId('register'), async (values) => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const key = { 'Idempotency-Key': newKey() };
    const { activation } = await callOpenly('POST', '/api/register', { ...values, timeZone }, key);
    byId('register').reset();
    // Where mail is only simulated the token comes with the answer; the page to use it is the same.
    const query = activation === undefined ? '' : `?token=${encodeURIComponent(activation.token)}`;
    location.assign(`/activate${query}`);
  });
}
