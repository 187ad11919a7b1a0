/**
 * Makes an element. Children are nodes or text; text stays text, whatever it holds.
 * @param {string} name
 * @param {Record<string, unknown>} properties attributes, or listeners under `onclick` and the like
 */
export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : String(value));
  }
  node.append(...children);
  return node;
}

/**
 * Shows these rows in place of those before. Who was on a button stays on it by the row's `data-id`, or comes to the row
 * that has moved up.
 */
export function fill(list, rows) {
  const before = [...list.children].findIndex((row) => row.contains(document.activeElement));
  const { id } = list.children[before]?.dataset ?? {};
  const place = [...(list.children[before]?.querySelectorAll(CONTROLS) ?? [])].indexOf(document.activeElement);
  list.replaceChildren(...rows);
  if (before < 0) return;
  const row = rows.find((candidate) => candidate.dataset.id === id) ?? rows[Math.min(before, rows.length - 1)];
  const controls = row?.querySelectorAll(CONTROLS) ?? [];
  (controls[place] ?? controls[0])?.focus();
}

const CONTROLS = 'button, summary, a';

const SVG = 'http://www.w3.org/2000/svg';

export function drawing(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

export function byId(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`#${id} is missing`);
  return node;
}

/** Shows an instant in the zone and language of the reader. */
export function shownInstant(iso) {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
