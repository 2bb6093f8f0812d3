import { field } from '../pages/field.ts';
import { html } from '../pages/html.ts';

/** Where the provider asks who it is. */
export function chooserPage(asked: Readonly<Record<string, string>>): string {
  const app = new URL(asked['redirect_uri'] ?? '').origin;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Fjord ID</title>
        <link rel="icon" href="${app}/public/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${app}/public/app.css" />
      </head>
      <body>
        <main>
          <h1>Fjord ID</h1>
          <p class="notice">
            <strong>For this example only.</strong> This service believes whatever you type in.
          </p>
          <form method="post" action="/approve">
            ${Object.entries(asked).map(
              ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
            )}
            ${field('id', {
              name: 'email',
              label: 'Who are you?',
              type: 'email',
              autocomplete: 'email',
            })}
            <button>Continue to Fjord Rentals</button>
          </form>
        </main>
      </body>
    </html>`.text;
}
