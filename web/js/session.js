const KEY = 'streakline.session';
const REASON = 'streakline.signed-out';

/** Who is signed in here; kept across visits, shared by tabs. */
export const session = {
  /** @returns {{accessToken: string, refreshToken: string, user: {id: string, username: string, role: string}} | null} */
  get() {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? 'null');
    } catch {
      return null;
    }
  },
  set(signedIn) {
    const { accessToken, refreshToken, user } = signedIn;
    localStorage.setItem(KEY, JSON.stringify({ accessToken, refreshToken, user }));
    tell();
  },
  /** @param {string} [reason] to be said on the page that follows; the first to end it has its say */
  clear(reason = '') {
    if (session.get() === null) return;
    sessionStorage.setItem(REASON, farewell ?? reason);
    localStorage.removeItem(KEY);
    tell();
  },
  /** Does what ends the session, which may be noticed elsewhere on the page before it is done. */
  async endBy(work, reason) {
    farewell = reason;
    try {
      await work();
      session.clear();
    } finally {
      farewell = undefined;
    }
  },
  /** Why the last one ended; told once. */
  takeReason() {
    const reason = sessionStorage.getItem(REASON) ?? '';
    sessionStorage.removeItem(REASON);
    return reason;
  },
  /** Tells when somebody signs in or out, or has another role, here or in another tab; not of new tokens. */
  onChange(listener) {
    listeners.push(listener);
  },
};

const listeners = [];
let farewell;
let who = whoIsIn();

addEventListener('storage', (event) => {
  if (event.key === KEY || event.key === null) tell();
});

function tell() {
  const now = whoIsIn();
  if (now === who) return;
  who = now;
  for (const listener of listeners) listener();
}

function whoIsIn() {
  const user = session.get()?.user;
  return `${user?.id} ${user?.role}`;
}
