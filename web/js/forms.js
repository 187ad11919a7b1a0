/**
 * Sends a form by script: its button waits, what goes wrong is said in it.
 * @param {HTMLFormElement} form
 * @param {(values: Record<string, string>) => Promise<void>} submit
 */
export function onSubmit(form, submit) {
  const error = form.querySelector('.form-error');
  const button = form.querySelector('[type=submit]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (error !== null) error.textContent = '';
    button.disabled = true;
    try {
      await submit(Object.fromEntries(new FormData(form)));
    } catch (problem) {
      if (error === null) notify(problem.message);
      else error.textContent = problem.message;
    } finally {
      button.disabled = false;
    }
  });
}

/** Runs what a button does; what goes wrong is said at the top of the page. */
export async function attempt(button, work) {
  button.disabled = true;
  try {
    await work();
    notify('');
  } catch (problem) {
    notify(problem.message);
  } finally {
    button.disabled = false;
  }
}

export function notify(text) {
  const notice = document.getElementById('notice');
  if (notice === null) return;
  notice.textContent = text;
  notice.hidden = text === '';
  notice.classList.add('error');
}
