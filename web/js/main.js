import { account } from './account.js';
import { accounts } from './accounts.js';
import { alerts } from './alerts.js';
import { call } from './api.js';
import { broadcasts } from './broadcasts.js';
import { config } from './config.js';
import { devices } from './devices.js';
import { byId, element } from './element.js';
import { failures } from './failures.js';
import { notify } from './forms.js';
import { connect } from './live.js';
import { movement } from './movement.js';
import { notifications } from './notifications.js';
import { people } from './people.js';
import { preferences } from './preferences.js';
import { reports } from './reports.js';
import { session } from './session.js';
import { water } from './water.js';
import { startWelcome } from './welcome.js';

const KEEP_UP_MS = 60_000;
const STATES = {
  connecting: 'Connecting …',
  live: 'Live',
  offline: 'Disconnected: figures may be old. Trying again …',
};

let live;

water.start();
notifications.start();
movement.start();
devices.start();
preferences.start();
account.start();
broadcasts.start();
failures.start();
accounts.start();
startWelcome();
byId('sign-out').addEventListener('click', () => void signOut());
// Whoever comes next finds nothing of who was here.
session.onChange(() => location.reload());
void showService();
void show();

/** The page of whoever is signed in, or of nobody. */
async function show() {
  const signedIn = session.get();
  byId('welcome').hidden = signedIn !== null;
  for (const id of ['dashboard', 'who', 'connection']) byId(id).hidden = signedIn === null;
  if (signedIn === null) {
    notify(session.takeReason());
    return;
  }
  const { user } = signedIn;
  byId('user-name').textContent = user.username;
  // So that password managers know whose password is changed.
  byId('password-owner').defaultValue = user.email;
  const isAdministrator = user.role === 'admin';
  for (const card of document.querySelectorAll('[data-for=admin]')) card.hidden = !isAdministrator;
  live = await connect(
    {
      connect: () => void load(isAdministrator),
      events: {
        notification: notifications.arrive,
        'notification:updated': notifications.show,
        'notification:deleted': notifications.forget,
        unread: ({ count }) => notifications.showCount(count),
        water: (day) => void quietly(water.show(day)),
        streak: water.showStreak,
        movement: movement.show,
        ...(isAdministrator ? { presence: people.show, alert: alerts.show, broadcast: broadcasts.show } : {}),
      },
    },
    showState,
  );
  // The figures do not wait for the sockets.
  await load(isAdministrator);
  setInterval(() => void keepUp(isAdministrator), KEEP_UP_MS);
}

/** What no event tells: hours and days that pass, and figures. Whether the service can be reached is said elsewhere. */
async function keepUp(isAdministrator) {
  if (document.hidden) return;
  const cards = [movement, ...(isAdministrator ? [people, reports] : [])];
  await Promise.allSettled(cards.map((card) => card.load()));
}

/** Everything anew: after a break nobody knows what was missed. */
async function load(isAdministrator) {
  const forAdministrators = [people, alerts, failures, reports, broadcasts];
  const cards = [water, notifications, movement, preferences, ...(isAdministrator ? forAdministrators : [])];
  await quietly(Promise.all(cards.map((card) => card.load())));
}

async function quietly(work) {
  try {
    await work;
    notify('');
  } catch (problem) {
    if (session.get() !== null) notify(problem.message);
  }
}

function showState(state) {
  const line = byId('connection');
  if (line.dataset.state === state) return;
  line.dataset.state = state;
  const retry = element('button', { type: 'button', class: 'quiet', onclick: () => live?.retry() }, 'Try now');
  line.replaceChildren(STATES[state], ...(state === 'offline' ? [retry] : []));
}

async function signOut() {
  await movement.flush();
  // The service ends this session's sockets; that is no break to be mended.
  live?.close();
  // Where the service cannot be told, its tokens are at least gone from here.
  await call('POST', '/api/logout').catch(() => undefined);
  session.clear();
}

async function showService() {
  try {
    const { apiUrl, version } = await config;
    byId('version').textContent = `Streakline ${version}`;
    const link = byId('api-docs');
    link.href = `${apiUrl}/api-docs`;
    link.hidden = false;
  } catch (error) {
    notify(error.message);
  }
}
