import { config } from './config.js';
import { session } from './session.js';

/** What the service says when it does not do what was asked. */
export class Problem extends Error {
  constructor(status, code, detail, errors = []) {
    const fields = errors.map(({ path, message }) =>
      message.startsWith(path) ? message : `${path} ${message}`.trim(),
    );
    super(fields.length > 0 ? sentence(fields.join('. ')) : detail);
    this.status = status;
    this.code = code;
    /** Names of the fields that are wrong. */
    this.fields = errors.map(({ path }) => path);
  }
}

const OFFLINE =
  'The service cannot be reached just now. What you did may not be saved: look again once the page says that it is live.';
const ENDED = 'You have been signed out: the session has run out, or was ended elsewhere. Sign in again.';
let refreshing;

/**
 * Calls the API as whoever is signed in. A token that has run out is renewed on the way.
 * @throws {Problem}
 */
export async function call(method, path, body, headers = {}) {
  const before = session.get();
  const response = await send(method, path, body, headers, before?.accessToken);
  if (response.status !== 401 || before === null) return read(response);
  await renew(before.refreshToken);
  return read(await send(method, path, body, headers, session.get()?.accessToken));
}

/** Without a token, for whoever is not signed in. */
export async function callOpenly(method, path, body, headers = {}) {
  return read(await send(method, path, body, headers));
}

/** A new pair of tokens; once, however many ask at the same time. */
export function renew(refreshToken) {
  refreshing ??= exchange(refreshToken).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function exchange(refreshToken) {
  const current = session.get();
  // Another tab was faster.
  if (current !== null && current.refreshToken !== refreshToken) return;
  try {
    session.set(await callOpenly('POST', '/api/token', { refreshToken }));
  } catch (problem) {
    if (problem.status === 401 || problem.status === 403) session.clear(ENDED);
    throw problem;
  }
}

async function send(method, path, body, headers, accessToken) {
  const { apiUrl } = await config;
  try {
    return await fetch(apiUrl + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Problem(0, 'offline', OFFLINE);
  }
}

async function read(response) {
  const text = await response.text();
  let answer;
  try {
    answer = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new Problem(response.status, 'unreadable', 'The service gave an answer that cannot be read.');
  }
  if (response.ok) return answer;
  const { code = 'unknown', detail = response.statusText, errors } = answer ?? {};
  throw new Problem(response.status, code, response.status === 429 ? later(response) : detail, errors);
}

function later(response) {
  const minutes = Math.ceil(Number(response.headers.get('Retry-After') ?? 60) / 60);
  return `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A key under which a request may be sent again without doing its work twice. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
