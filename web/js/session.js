const KEY = 'streakline.session';

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
  },
  clear() {
    localStorage.removeItem(KEY);
  },
  /** Tells when another tab signs in or out. */
  onChange(listener) {
    addEventListener('storage', (event) => {
      if (event.key === KEY || event.key === null) listener();
    });
  },
};
