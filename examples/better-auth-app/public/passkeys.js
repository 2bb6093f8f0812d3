/** Signs in with a passkey, or adds one. */
import { callApi, nextOf, sayWhy } from './api.js';

for (const form of document.querySelectorAll('form')) {
  const { passkey, next } = form.dataset;
  if (passkey === undefined) continue;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const done = passkey === 'register' ? register() : signIn();
    done.then((data) => location.assign(nextOf(data, next) ?? '/'), sayWhy);
  });
}

async function signIn() {
  const options = await callApi('/passkey/generate-authenticate-options');
  if (!isRequest(options)) throw new Error('No passkey was asked for.');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return callApi('/passkey/verify-authentication', {
    response: jsonOf(await navigator.credentials.get({ publicKey })),
  });
}

async function register() {
  const options = await callApi('/passkey/generate-register-options');
  if (!isCreation(options)) throw new Error('No passkey can be added.');
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  await callApi('/passkey/verify-registration', {
    response: jsonOf(await navigator.credentials.create({ publicKey })),
  });
  return {};
}

/**
 * @param {object} options
 * @returns {options is PublicKeyCredentialRequestOptionsJSON}
 */
function isRequest(options) {
  return 'challenge' in options;
}

/**
 * @param {object} options
 * @returns {options is PublicKeyCredentialCreationOptionsJSON}
 */
function isCreation(options) {
  return 'challenge' in options && 'rp' in options;
}

/** @param {Credential | null} credential */
function jsonOf(credential) {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('No passkey was used.');
  return /** @type {unknown} */ (credential.toJSON());
}
