import { z } from 'zod';

import { field } from './field.ts';
import { type Html, html } from './html.ts';
import type { Page } from './layout.ts';

/** What the plugin tells a browser that is challenged: never the reasons. */
export const StepUpStatus = z.union([
  z.object({ stepUpRequired: z.literal(false) }),
  z.object({
    stepUpRequired: z.literal(true),
    methods: z.array(z.string()),
    destination: z.string().nullable(),
    categories: z.array(z.string()),
    attemptsLeft: z.number(),
    codeSent: z.boolean(),
  }),
]);
export type StepUpStatus = z.infer<typeof StepUpStatus>;

const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['place', 'where it comes from'],
  ['device', 'the browser or device'],
  ['time', 'the time'],
  ['pattern', 'how these go together'],
]);

/** Where somebody proves that it is them. It shows all that an unauthenticated person may see. */
export function stepUpPage(status: StepUpStatus, isRefused: boolean): Page {
  if (!status.stepUpRequired) {
    return {
      title: 'Nothing to confirm',
      body: html`<p>
          ${isRefused ? 'This sign-in was refused.' : 'No sign-in waits for you in this browser.'}
        </p>
        <p><a href="/sign-in">Sign in</a></p>`,
    };
  }
  const { methods, destination, categories, attemptsLeft } = status;
  const forms: Readonly<Record<string, Html>> = {
    passkey: html`<form data-passkey="sign-in" data-next="/account">
      <button>Use a passkey</button>
    </form>`,
    'email-code': html`<form
        data-api="/vedette/step-up/send-code"
        data-done="The code is on its way."
      >
        <button class="second">Send a code to ${destination ?? 'my mailbox'}</button>
      </form>
      ${codeForm('email-code', 'Code from the mail')}`,
    totp: codeForm('totp', 'Code of your authenticator'),
    'backup-code': codeForm('backup-code', 'One of your backup codes'),
  };
  return {
    title: 'Is it you?',
    scripts: ['forms.js', 'passkeys.js'],
    body: html`<p>This sign-in is not like your others. Before we let you in, please confirm it.</p>
      <p>What is unusual:</p>
      <ul id="categories">
        ${categories.map((name) => html`<li>${CATEGORIES.get(name) ?? name}</li>`)}
      </ul>
      ${methods.map((method) => forms[method] ?? html``)}
      ${
        methods.length === 0
          ? html`<p>There is no way to confirm it from here. Please contact us.</p>`
          : html`<p class="hint">Attempts left: ${attemptsLeft}</p>`
      }
      <form data-api="/vedette/step-up/cancel" data-next="/sign-in">
        <button class="plain">It was not me: cancel</button>
      </form>`,
  };
}

function codeForm(method: string, label: string): Html {
  return html`<form data-api="/vedette/step-up/verify" data-next="/account">
    <input type="hidden" name="method" value="${method}" />
    ${field(method, { name: 'code', label, autocomplete: 'one-time-code', isCode: true })}
    <button>Confirm</button>
  </form>`;
}
