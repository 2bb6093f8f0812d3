import { z } from 'zod';

import { field } from './field.ts';
import { type Html, html } from './html.ts';
import type { Page } from './layout.ts';
import { type SignIn, signInList } from './sign-in-list.ts';

/** What the page shows of the signed-in user. */
export interface Account {
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly twoFactorEnabled: boolean;
  readonly signIns: readonly SignIn[];
  readonly sessions: readonly Session[];
  readonly passkeys: readonly Passkey[];
}

export const Session = z.object({
  token: z.string(),
  current: z.boolean(),
  ipAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
  createdAt: z.string(),
});
export type Session = z.infer<typeof Session>;

export const Passkey = z.object({ id: z.string(), name: z.string().nullish() });
export type Passkey = z.infer<typeof Passkey>;

/** Everything about the security of an account on one page. */
export function accountPage(account: Account): Page {
  const { name, email, emailVerified, signIns, sessions } = account;
  const current = signIns.find((signIn) => signIn.current);
  const wasAsked = current?.outcome === 'passed' && current.passedBy !== current.method;
  return {
    title: `Hello, ${name}`,
    scripts: ['forms.js', 'passkeys.js'],
    body: html`<p>
        Signed in as
        <strong id="who">${email}</strong
        >${emailVerified ? null : html` – please confirm your address: <a href="/outbox">outbox</a>`}
      </p>
      ${
        wasAsked && current.decision !== 'allow'
          ? html`<p class="notice">We asked for more this time, because it was not like before.</p>`
          : null
      }
      <section aria-labelledby="recent">
        <h2 id="recent">Recent sign-ins</h2>
        ${signInList(signIns)}
      </section>
      <section aria-labelledby="sessions">
        <h2 id="sessions">Where you are signed in</h2>
        <ul class="cards" id="session-list">
          ${sessions.map(sessionItem)}
        </ul>
        <form data-api="/revoke-other-sessions" data-next="/account">
          <button class="second">End all others</button>
        </form>
        <form data-api="/sign-out" data-next="/sign-in">
          <button class="plain">Sign out</button>
        </form>
      </section>
      ${factors(account)}`,
  };
}

function sessionItem({ current, ipAddress, userAgent, createdAt }: Session): Html {
  return html`<li>
    <strong>${current ? 'This browser' : (ipAddress ?? 'unknown address')}</strong>
    <span class="hint">since ${createdAt.slice(0, 16).replace('T', ' ')} UTC</span>
    <span class="agent">${userAgent ?? 'unknown browser'}</span>
  </li>`;
}

function factors({ passkeys, twoFactorEnabled }: Account): Html {
  return html`<section aria-labelledby="passkeys">
      <h2 id="passkeys">Passkeys</h2>
      ${
        passkeys.length === 0
          ? html`<p>None yet.</p>`
          : html`<ul id="passkey-list">
              ${passkeys.map((passkey) => html`<li>${passkey.name ?? 'A passkey'}</li>`)}
            </ul>`
      }
      <form data-passkey="register" data-next="/account">
        <button class="second">Add a passkey</button>
      </form>
    </section>
    <section aria-labelledby="authenticator">
      <h2 id="authenticator">Authenticator</h2>
      ${
        twoFactorEnabled
          ? html`<p>Turned on.</p>`
          : html`<form data-api="/two-factor/enable" data-show="authenticator-secret">
                ${field('enable', {
                  name: 'password',
                  label: 'Your password, to turn it on',
                  type: 'password',
                  autocomplete: 'current-password',
                })}
                <button class="second">Turn on</button>
              </form>
              <p id="authenticator-secret" class="agent" hidden></p>
              <form data-api="/two-factor/verify-totp" data-next="/account">
                ${field('first', {
                  name: 'code',
                  label: 'First code of your authenticator',
                  autocomplete: 'one-time-code',
                  isCode: true,
                })}
                <button class="second">Confirm</button>
              </form>`
      }
    </section>`;
}
