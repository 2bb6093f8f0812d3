import { CIRCUMSTANCES } from '../demo/circumstances.ts';
import type { Mail } from '../mail/outbox.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';

/** The mails that would have been sent: anybody can read them, so this is an example only. */
export function outboxPage(mails: readonly Mail[]): Page {
  return {
    title: 'Outbox',
    body: html`<p class="notice">
        <strong>For this example only.</strong> A real application sends these mails. Whoever can
        open this page can sign in as anybody.
      </p>
      ${mails.length === 0 ? html`<p>No mails yet.</p>` : null}
      <ol class="cards" id="mails">
        ${mails.map(
          ({ to, subject, lines, link }) =>
            html`<li>
              <h2>${subject}</h2>
              <p class="hint">to ${to}</p>
              ${lines.map((line) => html`<p>${line}</p>`)}
              ${link === null ? null : html`<p><a href="${link.url}">${link.text}</a></p>`}
            </li>`,
        )}
      </ol>`,
  };
}

/** "Was this you?": opening it changes nothing, because mail programs open links. */
export function reviewPage(token: string): Page {
  return {
    title: 'Was this you?',
    body: html`<p>
        Somebody signed in to your account. If it was not you, we end all sessions, forget that
        sign-in, and you choose a new password.
      </p>
      <form data-api="/vedette/review" data-done="Thank you. We will remember it as yours.">
        <input type="hidden" name="token" value="${token}" />
        <input type="hidden" name="answer" value="yes" />
        <button class="second">Yes, it was me</button>
      </form>
      <form data-api="/vedette/review" data-next="/sign-in?reported">
        <input type="hidden" name="token" value="${token}" />
        <input type="hidden" name="answer" value="no" />
        <button class="danger">No, it wasn’t me</button>
      </form>`,
  };
}

/** Where somebody who tries the example pretends to be elsewhere; only with `--demo`. */
export function demoPage(current: string | null, viewer: string | null): Page {
  return {
    title: 'Pretend',
    body: html`<p class="notice">
        <strong>Only with --demo.</strong> From here on, this browser’s requests count as coming
        from the place and hour that you choose.
      </p>
      <form method="post" action="/demo/circumstances">
        <fieldset>
          <legend>I am</legend>
          ${[...CIRCUMSTANCES].map(
            ([name, { title }]) =>
              html`<div class="choice">
                <input
                  type="radio"
                  name="name"
                  id="at-${name}"
                  value="${name}"
                  ${(current ?? 'home') === name ? html`checked` : null}
                />
                <label for="at-${name}">${title}</label>
              </div>`,
          )}
        </fieldset>
        <button>Pretend so</button>
      </form>
      <h2>History</h2>
      ${
        viewer === null
          ? html`<p><a href="/sign-in">Sign in</a> first, then come back to get a past.</p>`
          : html`<p>A new account has no habits yet, and nothing can be unlike them.</p>
              <form method="post" action="/demo/history">
                <button class="second">Give ${viewer} 25 mornings of sign-ins at home</button>
              </form>`
      }`,
  };
}

/** What there is nothing of. */
export function missingPage(): Page {
  return { title: 'There is nothing here', body: html`<p><a href="/">To the start</a></p>` };
}

/** What went wrong here, without saying what. */
export function brokenPage(): Page {
  return { title: 'Something went wrong', body: html`<p>Please try again.</p>` };
}
