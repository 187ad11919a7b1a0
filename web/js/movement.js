import { call } from './api.js';
import { byId, drawing, element } from './element.js';
import { notify } from './forms.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const SEND_EVERY_MS = 10_000;
const MOST_WAITING = 1000;
const [WIDTH, HEIGHT, BASE] = [320, 150, 130];

/** Metres by the instant at which their hour begins. */
let metres = new Map();
let watch;
let waiting = [];
let sending;

/** Metres per hour, and the position of this device if its user wants that. */
export const movement = {
  start() {
    byId('tracking').addEventListener('change', ({ target }) => void (target.checked ? record() : stopRecording()));
    byId('tracking').disabled = !('geolocation' in navigator) || !isSecureContext;
    if (byId('tracking').disabled) say('This browser gives positions only to pages on https or localhost.');
    setInterval(() => void movement.flush(), SEND_EVERY_MS);
    // Who hides a page may not come back to it.
    document.addEventListener('visibilitychange', () => void movement.flush());
  },

  async load() {
    const { items } = await call('GET', '/api/movement/hours');
    metres = new Map(items.map((item) => [Date.parse(item.hour), item.metres]));
    render();
  },

  /** An hour has changed. */
  show({ hour, metres: covered }) {
    metres.set(Date.parse(hour), covered);
    render();
  },

  /** Sends what has been recorded; what cannot be sent now waits, and goes with what follows. */
  async flush() {
    if (waiting.length === 0 || sending !== undefined) return sending;
    const points = waiting;
    waiting = [];
    sending = call('POST', '/api/movement/points', { points })
      .then(({ accepted }) => say(`Recording. ${accepted} of ${points.length} positions sent just now.`))
      .catch((problem) => {
        if (problem.status === 0 || problem.status >= 500) waiting = [...points, ...waiting].slice(-MOST_WAITING);
        say(`Positions wait: ${problem.message}`);
      })
      .finally(() => {
        sending = undefined;
      });
    return sending;
  },
};

function render() {
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: HOURS }, (_, index) => now - (HOURS - 1 - index) * HOUR_MS);
  const bars = hours.map((hour) => ({ hour, covered: metres.get(hour) ?? 0 }));
  const total = bars.reduce((sum, { covered }) => sum + covered, 0);
  byId('movement-total').textContent = distance(total);
  byId('movement-chart').replaceChildren(chart(bars, total));
  byId('movement-table').replaceChildren(...bars.filter(({ covered }) => covered > 0).map(row));
}

function chart(bars, total) {
  const most = Math.max(100, ...bars.map(({ covered }) => covered));
  const step = WIDTH / HOURS;
  const rects = bars.map(({ covered }, index) => {
    const height = (covered / most) * (BASE - 16);
    return drawing('rect', { x: index * step + 1, y: BASE - height, width: step - 2, height, rx: 2 });
  });
  const labels = bars.flatMap(({ hour }, index) => {
    const text = String(new Date(hour).getHours()).padStart(2, '0');
    return index % 4 === 3
      ? [drawing('text', { x: index * step + step / 2, y: HEIGHT - 6, 'text-anchor': 'middle' }, text)]
      : [];
  });
  return drawing(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `Metres per hour, ${distance(total)} in 24 hours` },
    drawing('line', { class: 'axis', x1: 0, x2: WIDTH, y1: BASE + 0.5, y2: BASE + 0.5 }),
    drawing('text', { x: 0, y: 10 }, distance(most)),
    ...rects,
    ...labels,
  );
}

function row({ hour, covered }) {
  const time = new Date(hour).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return element('tr', {}, element('td', {}, time), element('td', {}, covered.toFixed(1)));
}

function distance(value) {
  return value < 1000
    ? `${Math.round(value)} m`
    : `${(value / 1000).toLocaleString(undefined, { maximumFractionDigits: 2 })} km`;
}

async function record() {
  try {
    await call('PUT', '/api/movement/tracking', { active: true });
    watch = navigator.geolocation.watchPosition(keep, refused, { enableHighAccuracy: true });
    say('Recording.');
  } catch (problem) {
    byId('tracking').checked = false;
    notify(problem.message);
  }
}

async function stopRecording() {
  stopWatching();
  try {
    await movement.flush();
    await call('PUT', '/api/movement/tracking', { active: false });
    say('Not recording.');
  } catch (problem) {
    notify(problem.message);
  }
}

function stopWatching() {
  if (watch !== undefined) navigator.geolocation.clearWatch(watch);
  watch = undefined;
  byId('tracking').checked = false;
}

function refused({ message }) {
  say(`No position: ${message}`);
}

function keep({ coords, timestamp }) {
  const { latitude, longitude, accuracy, altitude, speed } = coords;
  waiting.push({ latitude, longitude, at: new Date(timestamp).toISOString(), accuracy, altitude, speed });
  if (waiting.length > MOST_WAITING) waiting.shift();
}

function say(text) {
  byId('tracking-state').textContent = text;
}
