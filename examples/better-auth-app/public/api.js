/**
 * What better-auth and the plugin answer, as far as these pages read it.
 *
 * @typedef {{
 *   stepUpRequired?: boolean,
 *   twoFactorRedirect?: boolean,
 *   url?: string,
 *   redirectTo?: string | null,
 *   message?: string,
 *   totpURI?: string,
 *   backupCodes?: string[],
 * }} Answer
 */

/**
 * Calls better-auth; the clock's offset is evidence of place and time.
 *
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<Answer>}
 */
export async function callApi(path, body) {
  const response = await fetch(`/api/auth${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      'x-vedette-utc-offset': String(-new Date().getTimezoneOffset()),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const data = /** @type {unknown} */ (await response.json().catch(() => null));
  const answer = isAnswer(data) ? data : {};
  if (!response.ok) throw new Error(answer.message ?? 'That did not work. Please try again.');
  return answer;
}

/**
 * @param {unknown} data
 * @returns {data is Answer}
 */
function isAnswer(data) {
  return typeof data === 'object' && data !== null;
}

/**
 * Where to go after an answer; null to stay.
 *
 * @param {Answer} data
 * @param {string | undefined} next
 */
export function nextOf(data, next) {
  if (data.stepUpRequired === true) return '/step-up';
  if (data.twoFactorRedirect === true) return '/two-factor';
  return data.url ?? data.redirectTo ?? next ?? null;
}

/**
 * Says something where screen readers hear it.
 *
 * @param {'status' | 'problem'} where
 * @param {string} text
 */
export function say(where, text) {
  for (const id of ['status', 'problem']) {
    const element = document.getElementById(id);
    if (element === null) continue;
    element.hidden = id !== where;
    element.textContent = id === where ? text : '';
  }
}

/**
 * What went wrong, in words.
 *
 * @param {unknown} error
 */
export function sayWhy(error) {
  say('problem', error instanceof Error ? error.message : String(error));
}
