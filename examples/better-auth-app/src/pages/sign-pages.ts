import { field } from './field.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';

/** Where somebody makes an account. */
export function signUpPage(): Page {
  return {
    title: 'Sign up',
    body: html`<form data-api="/sign-up/email" data-next="/account">
        ${field('up', { name: 'name', label: 'Name', autocomplete: 'name' })}
        ${field('up', { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email' })}
        ${field('up', {
          name: 'password',
          label: 'Password (8 characters or more)',
          type: 'password',
          autocomplete: 'new-password',
        })}
        <input type="hidden" name="callbackURL" value="/account" />
        <button>Sign up</button>
      </form>
      <p>Have an account? <a href="/sign-in">Sign in</a>.</p>`,
  };
}

/** Every way to sign in. */
export function signInPage(notice: string | null): Page {
  return {
    title: 'Sign in',
    scripts: ['forms.js', 'passkeys.js'],
    body: html`${notice === null ? null : html`<p class="notice">${notice}</p>`}
      <section aria-labelledby="by-password">
        <h2 id="by-password">With your password</h2>
        <form data-api="/sign-in/email" data-next="/account">
          ${field('in', { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username' })}
          ${field('in', {
            name: 'password',
            label: 'Password',
            type: 'password',
            autocomplete: 'current-password',
          })}
          <button>Sign in</button>
        </form>
      </section>
      <section aria-labelledby="by-mail">
        <h2 id="by-mail">With your mailbox</h2>
        <form data-api="/sign-in/magic-link" data-done="A link is on its way to you.">
          ${field('link', { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email' })}
          <input type="hidden" name="callbackURL" value="/account" />
          <button class="second">Send me a link</button>
        </form>
        <form data-api="/email-otp/send-verification-otp" data-next="/sign-in/code">
          ${field('otp', {
            name: 'email',
            label: 'E-mail for a code',
            type: 'email',
            autocomplete: 'email',
          })}
          <input type="hidden" name="type" value="sign-in" />
          <button class="second">Send me a code</button>
        </form>
      </section>
      <section aria-labelledby="otherwise">
        <h2 id="otherwise">Without typing</h2>
        <form data-api="/sign-in/social">
          <input type="hidden" name="provider" value="fjordid" />
          <input type="hidden" name="callbackURL" value="/account" />
          <button class="second">Continue with Fjord ID</button>
        </form>
        <form data-passkey="sign-in" data-next="/account">
          <button class="second">Use a passkey</button>
        </form>
      </section>`,
  };
}

/** Where the code from a mail is typed in. */
export function codePage(): Page {
  return {
    title: 'Enter your code',
    body: html`<p>We have sent you a mail with a code of six digits.</p>
      <form data-api="/sign-in/email-otp" data-next="/account">
        ${field('code', { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email' })}
        ${field('code', { name: 'otp', label: 'Code', autocomplete: 'one-time-code', isCode: true })}
        <button>Sign in</button>
      </form>`,
  };
}

/** The second factor of those who have turned one on: better-auth's own. */
export function twoFactorPage(): Page {
  return {
    title: 'Your authenticator',
    body: html`<p>Enter the code that your authenticator shows.</p>
      <form data-api="/two-factor/verify-totp" data-next="/account">
        ${field('totp', { name: 'code', label: 'Code', autocomplete: 'one-time-code', isCode: true })}
        <button>Go on</button>
      </form>`,
  };
}

/** A new password, by the link of a mail. */
export function resetPage(token: string): Page {
  return {
    title: 'Choose a new password',
    body: html`<form data-api="/reset-password" data-next="/sign-in?reset">
      ${field('reset', {
        name: 'newPassword',
        label: 'New password (8 characters or more)',
        type: 'password',
        autocomplete: 'new-password',
      })}
      <input type="hidden" name="token" value="${token}" />
      <button>Keep it</button>
    </form>`,
  };
}
