import { type Html, html } from './html.ts';

/** A text field with its label. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly autocomplete: string;
  /** Digits only: brings up the right keyboard. */
  readonly isCode?: boolean;
  readonly value?: string;
}

/** A labelled field; its id is its form's and its own, because pages have several forms. */
export function field(form: string, options: Field): Html {
  const { name, label, type = 'text', autocomplete, isCode = false, value = '' } = options;
  const id = `${form}-${name}`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      ${isCode ? html`inputmode="numeric" pattern="[0-9A-Za-z\\-]*"` : null}
      value="${value}"
      required
    />
  </div>`;
}
