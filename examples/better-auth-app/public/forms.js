/** Sends every form with `data-api` as JSON, and goes where the answer or `data-next` says. */
import { callApi, nextOf, say, sayWhy } from './api.js';

for (const form of document.querySelectorAll('form')) {
  if (form.dataset['api'] === undefined) continue;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const { api = '', next, done, show } = form.dataset;
  const button = form.querySelector('button');
  if (button !== null) button.disabled = true;
  try {
    const data = await callApi(api, Object.fromEntries(new FormData(form)));
    if (show !== undefined) showSecret(show, data);
    const goTo = show === undefined && done === undefined ? nextOf(data, next) : null;
    if (goTo === null) say('status', done ?? 'Done.');
    else location.assign(goTo);
  } catch (error) {
    sayWhy(error);
  } finally {
    if (button !== null) button.disabled = false;
  }
}

/**
 * The secret of a new authenticator, to be typed in or copied.
 *
 * @param {string} id
 * @param {import('./api.js').Answer} answer
 */
function showSecret(id, { totpURI = '', backupCodes = [] }) {
  const element = document.getElementById(id);
  if (element === null) return;
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  element.textContent = `Secret: ${secret} Backup codes: ${backupCodes.join(' ')}`;
  element.hidden = false;
}
