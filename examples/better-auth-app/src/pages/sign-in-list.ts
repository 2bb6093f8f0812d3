import { z } from 'zod';

import { type Html, html } from './html.ts';

/** A sign-in as the plugin tells its own user. */
export const SignIn = z.object({
  id: z.string(),
  at: z.string(),
  method: z.string(),
  decision: z.string(),
  outcome: z.string(),
  passedBy: z.string().nullable(),
  score: z.number().nullable(),
  reasons: z.array(z.object({ code: z.string(), contribution: z.number(), text: z.string() })),
  client: z.string().nullable(),
  country: z.string().nullable(),
  current: z.boolean(),
});
export type SignIn = z.infer<typeof SignIn>;

const METHODS: ReadonlyMap<string, string> = new Map([
  ['email', 'Password'],
  ['magic-link', 'Link by mail'],
  ['email-otp', 'Code by mail'],
  ['callback', 'Fjord ID'],
  ['passkey', 'Passkey'],
]);

const OUTCOMES: ReadonlyMap<string, string> = new Map([
  ['allowed', 'let in'],
  ['challenged', 'asked for more, not answered'],
  ['passed', 'asked for more, confirmed'],
  ['failed', 'asked for more, not confirmed'],
  ['refused', 'refused'],
  ['confirmed', 'you said it was you'],
  ['reported', 'you said it was not you'],
  ['unassessed', 'let in without being judged'],
]);

const ENDED = new Set(['reported', 'failed', 'refused']);
const REASONS_SHOWN = 6;

/** Sign-ins with what spoke for and against them; the strongest reasons first, as they come. */
export function signInList(signIns: readonly SignIn[]): Html {
  if (signIns.length === 0) return html`<p>None yet.</p>`;
  const names = new Intl.DisplayNames('en', { type: 'region' });
  return html`<ol class="cards" id="sign-ins">
    ${signIns.map(
      (signIn) =>
        html`<li data-outcome="${signIn.outcome}">
          <h3>
            ${METHODS.get(signIn.method) ?? signIn.method},
            ${signIn.at.slice(0, 16).replace('T', ' ')} UTC
          </h3>
          <p>
            ${signIn.client ?? 'Unknown browser'},
            ${signIn.country === null ? 'unknown place' : (names.of(signIn.country) ?? signIn.country)}:
            <strong>${outcomeOf(signIn)}</strong>${signIn.current ? ' (this session)' : ''}
          </p>
          ${reasonsOf(signIn)}
          ${
            ENDED.has(signIn.outcome)
              ? null
              : html`<form data-api="/vedette/sign-ins/report" data-next="/sign-in?reported">
                  <input type="hidden" name="signInId" value="${signIn.id}" />
                  <button class="danger">This wasn’t me</button>
                </form>`
          }
        </li>`,
    )}
  </ol>`;
}

/** What came of it: who brings two factors at once was not asked for more. */
function outcomeOf({ decision, outcome, method, passedBy }: SignIn): string {
  const isProvenAtOnce = outcome === 'passed' && (decision === 'allow' || method === passedBy);
  return (isProvenAtOnce ? 'let in' : OUTCOMES.get(outcome)) ?? outcome;
}

function reasonsOf({ reasons, score }: SignIn): Html | null {
  if (score === null) return null;
  return html`<details>
    <summary>
      Why: ${Math.abs(score).toFixed(1)} ${score > 0 ? 'for somebody else' : 'for you'}
    </summary>
    <ul class="reasons">
      ${reasons.slice(0, REASONS_SHOWN).map(
        ({ text, contribution }) =>
          html`<li>
            <span class="${contribution > 0 ? 'against' : 'for'}"
              >${contribution > 0 ? '+' : '−'}${Math.abs(contribution).toFixed(1)}</span
            >
            ${text}
          </li>`,
      )}
    </ul>
  </details>`;
}
