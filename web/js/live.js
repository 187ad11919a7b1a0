import { io } from '/vendor/socket.io.js';
import { renew } from './api.js';
import { config } from './config.js';
import { session } from './session.js';

const RETRY_MS = 5000;

/**
 * The live connection. `listeners` are by event; `state` hears `connecting`, `live` or `offline`.
 * @returns {Promise<{close(): void, retry(): void}>}
 */
export async function connect(listeners, state) {
  const { realtimeUrl } = await config;
  const socket = io(realtimeUrl, {
    auth: (give) => give({ token: session.get()?.accessToken ?? '' }),
    reconnectionDelayMax: RETRY_MS,
    autoConnect: false,
  });
  let timer;
  let closed = false;

  /** A refusal, or an end by the server, is not tried again by itself: the token may have run out. */
  const renewAndRetry = async () => {
    const before = session.get();
    if (closed || before === null) return;
    try {
      await renew(before.refreshToken);
      socket.connect();
    } catch {
      state('offline');
      later();
    }
  };
  const later = () => {
    clearTimeout(timer);
    if (!closed && session.get() !== null) timer = setTimeout(renewAndRetry, RETRY_MS);
  };

  /** At once, whatever the time until the next try would be. */
  const retry = () => {
    if (closed || socket.connected) return;
    state('connecting');
    socket.disconnect().connect();
  };

  socket.on('connect', () => {
    state('live');
    listeners.connect();
  });
  socket.on('disconnect', (reason) => {
    const isTokenOld = reason === 'io server disconnect';
    state(isTokenOld ? 'connecting' : 'offline');
    if (isTokenOld) void renewAndRetry();
  });
  socket.on('connect_error', () => {
    state('offline');
    if (!socket.active) later();
  });
  for (const [event, listener] of Object.entries(listeners.events)) {
    socket.on(event, (payload, acknowledge) => {
      listener(payload);
      acknowledge?.();
    });
  }
  // A closed line is noticed at once that way; without it, only when an answer to a ping is missing.
  addEventListener('offline', () => socket.io.engine?.close());
  addEventListener('online', () => retry());
  state('connecting');
  socket.connect();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      socket.close();
    },
    retry,
  };
}
