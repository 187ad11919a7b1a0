import { call } from './api.js';
import { byId, drawing, element } from './element.js';
import { notify } from './forms.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const SEND_EVERY_MS = 10_000;
const MOST_WAITING = 1000;
const [WIDTH, HEIGHT, BASE] = [320, 150, 130];
const FAST_CLOCK = 'the clock of this device is fast';
const REFUSALS = {
  'in-the-future': FAST_CLOCK,
  'too-old': 'they are more than seven days old',
  'tracking-off': 'recording was off then',
};

/** Metres by the instant at which their hour begins. */
let metres = new Map();
let watch;
/** When recording began. */
let since;
/** The next position is the first since then: nothing is counted from the one before. */
let begins = false;
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
      .then(({ accepted, rejected: [refused] }) => {
        const why = refused === undefined ? '' : ` Not taken: ${REFUSALS[refused.reason] ?? refused.reason}.`;
        say(`Recording. ${accepted} of ${points.length} positions sent just now.${why}`);
      })
      .catch((problem) => fail(points, problem))
      .finally(() => {
        sending = undefined;
      });
    return sending;
  },
};

function fail(points, problem) {
  const isPassing = problem.status === 0 || problem.status === 429 || problem.status >= 500;
  if (isPassing) waiting = newest([...points, ...waiting]);
  else stopWatching();
  say(`${isPassing ? 'Positions wait' : 'Recording has ended'}: ${problem.message}`);
}

/** What is left out takes no beginning with it. */
function newest(points) {
  const kept = points.slice(-MOST_WAITING);
  const isCut = points.slice(0, -MOST_WAITING).some(({ startsSegment }) => startsSegment);
  return isCut ? [{ ...kept[0], startsSegment: true }, ...kept.slice(1)] : kept;
}

function render() {
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: HOURS }, (_, index) => now - (HOURS - 1 - index) * HOUR_MS);
  const bars = hours.map((hour) => ({ hour, covered: metres.get(hour) ?? 0 }));
  const total = bars.reduce((sum, { covered }) => sum + covered, 0);
  byId('movement-total').textContent = distance(total);
  byId('no-movement').hidden = total > 0;
  for (const id of ['movement-chart', 'movement-details']) byId(id).hidden = total === 0;
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
    // By the clock of this device, as its positions are.
    since = Date.now();
    await call('PUT', '/api/movement/tracking', { active: true, since: new Date(since).toISOString() });
    begins = true;
    watch = navigator.geolocation.watchPosition(keep, (error) => void refused(error), { enableHighAccuracy: true });
    say('Recording.');
  } catch (problem) {
    byId('tracking').checked = false;
    notify(problem.code === 'in-the-future' ? `Nothing can be recorded: ${FAST_CLOCK}.` : problem.message);
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

async function refused({ code }) {
  if (code !== GeolocationPositionError.PERMISSION_DENIED) {
    say('No position just now: this device looks for it.');
    return;
  }
  await stopRecording();
  say('Not recording: this browser does not let the page know where you are. Its settings may allow it.');
}

function keep({ coords, timestamp }) {
  // Browsers may begin with one that they still have.
  if (timestamp < since) return;
  const { latitude, longitude, accuracy, altitude, speed } = coords;
  const position = { latitude, longitude, at: new Date(timestamp).toISOString(), accuracy, altitude, speed };
  waiting = newest([...waiting, { ...position, startsSegment: begins }]);
  begins = false;
}

function say(text) {
  byId('tracking-state').textContent = text;
}
