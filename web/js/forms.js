/**
 * Sends a form by script: its button waits, what goes wrong is said in it.
 * @param {HTMLFormElement} form
 * @param {(values: Record<string, string>) => Promise<void>} submit
 */
export function onSubmit(form, submit) {
  const error = form.querySelector('.form-error');
  const button = form.querySelector('[type=submit]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void whileBusy(button, async () => {
      showError(form, error, undefined);
      try {
        await submit(Object.fromEntries(new FormData(form)));
        if (error === null) notify('');
      } catch (problem) {
        showError(form, error, problem);
      }
    });
  });
}

/** Says it in the form, and leads to the field that it is about. */
function showError(form, error, problem) {
  if (error !== null) error.textContent = problem?.message ?? '';
  else if (problem !== undefined) notify(problem.message);
  const wrong = problem?.fields?.map((name) => form.elements.namedItem(name)) ?? [];
  for (const field of form.elements) {
    if (wrong.includes(field)) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }
  wrong.find((field) => field !== null)?.focus();
}

/**
 * Runs what a button does; what goes wrong is said at the top of the page.
 * @returns {Promise<boolean>} whether it was done
 */
export async function attempt(button, work) {
  let isDone = false;
  await whileBusy(button, async () => {
    try {
      await work();
      notify('');
      isDone = true;
    } catch (problem) {
      notify(problem.message);
    }
  });
  return isDone;
}

/** A second press meanwhile is dropped. Not by `disabled`, which takes the focus from who is on the button. */
async function whileBusy(button, work) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  const card = document.activeElement === button ? button.closest('section') : null;
  try {
    await work();
  } finally {
    button.removeAttribute('aria-disabled');
    if (card !== null && isFocusLost()) focusOn(card);
  }
}

/** The button is gone, or hidden, with what it did. */
function isFocusLost() {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.closest('[hidden]') !== null;
}

function focusOn(card) {
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
}

export function notify(text) {
  const notice = document.getElementById('notice');
  if (notice === null) return;
  notice.textContent = text;
  notice.hidden = text === '';
  notice.classList.add('error');
}
