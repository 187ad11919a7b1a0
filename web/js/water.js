import { call, newKey } from './api.js';
import { byId, element } from './element.js';
import { attempt, onSubmit } from './forms.js';

const MARKS = { achieved: '✓', open: '…', missed: '–', frozen: '❄', excused: '○' };
const MEANINGS = {
  achieved: 'goal reached',
  open: 'not over yet',
  missed: 'goal missed',
  frozen: 'missed, a freeze kept the streak',
  excused: 'missed, but not your fault',
};
const DAY_MS = 24 * 3_600_000;
let lastIntake;

/** What was drunk, and the streak. */
export const water = {
  start() {
    for (const button of document.querySelectorAll('[data-millilitres]')) {
      button.addEventListener('click', () => attempt(button, () => drink(Number(button.dataset.millilitres))));
    }
    onSubmit(byId('water-amount'), async ({ millilitres }) => {
      await drink(Number(millilitres));
      byId('water-amount').reset();
    });
    onSubmit(byId('water-goal-form'), async ({ millilitres }) => {
      await call('PUT', '/api/water/goal', { millilitres: Number(millilitres) });
      await water.load();
    });
    byId('water-undo').addEventListener('click', ({ target }) => attempt(target, undo));
  },

  async load() {
    const [today, streak] = await Promise.all([call('GET', '/api/water/today'), call('GET', '/api/water/streak')]);
    water.showStreak(streak);
    await water.show(today);
  },

  /** Today, as it stands now. */
  async show(today) {
    showDay(today);
    await loadDays(today.day);
  },

  showStreak({ current, longest }) {
    const days = current === 1 ? '1 day' : `${current} days`;
    const best = longest > current ? ` Your longest was ${longest}.` : '';
    byId('streak').textContent =
      current === 0 ? `No streak yet: reach your goal today.${best}` : `Streak: ${days} in a row.${best}`;
  },
};

async function drink(millilitres) {
  const answer = await call('POST', '/api/water/intakes', { millilitres }, { 'Idempotency-Key': newKey() });
  lastIntake = answer.intake;
  showDay(answer.day);
  water.showStreak(answer.streak);
  showUndo();
  await loadDays(answer.day.day);
}

async function undo() {
  const { id } = lastIntake;
  lastIntake = undefined;
  await call('DELETE', `/api/water/intakes/${id}`);
  showUndo();
  await water.load();
}

function showUndo() {
  const button = byId('water-undo');
  button.hidden = lastIntake === undefined;
  button.textContent = lastIntake === undefined ? '' : `Undo ${litres(lastIntake.millilitres)}`;
}

function showDay({ totalMillilitres, goalMillilitres }) {
  byId('water-total').textContent = litres(totalMillilitres);
  byId('water-goal').textContent = litres(goalMillilitres);
  const progress = byId('water-progress');
  progress.max = goalMillilitres;
  progress.value = Math.min(totalMillilitres, goalMillilitres);
  byId('water-goal-form').elements.millilitres.value = goalMillilitres;
}

async function loadDays(today) {
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - 6 * DAY_MS).toISOString().slice(0, 10);
  const { items } = await call('GET', `/api/water/days?from=${from}&to=${today}`);
  byId('water-days').replaceChildren(...[...items].reverse().map(shownDay));
}

function shownDay({ day, totalMillilitres, goalMillilitres, status }) {
  const name = new Date(`${day}T12:00:00Z`).toLocaleDateString(undefined, { weekday: 'short', timeZone: 'UTC' });
  const label = `${day}: ${litres(totalMillilitres)} of ${litres(goalMillilitres)}, ${MEANINGS[status]}`;
  const mark = element('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[status] ?? '');
  return element('li', { 'data-status': status, title: label, 'aria-label': label }, mark, name);
}

function litres(millilitres) {
  return millilitres < 1000
    ? `${millilitres} ml`
    : `${(millilitres / 1000).toLocaleString(undefined, { maximumFractionDigits: 2 })} l`;
}
