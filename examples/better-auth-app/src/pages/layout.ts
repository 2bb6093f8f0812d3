import { type Html, html } from './html.ts';

/** A page before it has a frame. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Modules in `public/` that the page runs. */
  readonly scripts?: readonly string[];
}

/** Who looks at a page. */
export interface Viewer {
  readonly name: string | null;
  readonly isDemo: boolean;
}

/**
 * The whole document, with whom the licence of the data about networks wants named. No
 * inline script and no inline style, as the policy demands.
 */
export function layout({ title, body, scripts = ['forms.js'] }: Page, viewer: Viewer): string {
  const modules = scripts.map(
    (name) => html`<script type="module" src="/public/${name}"></script>`,
  );
  const links: readonly (readonly [string, string])[] = [
    ...(viewer.name === null
      ? ([
          ['/sign-in', 'Sign in'],
          ['/sign-up', 'Sign up'],
        ] as const)
      : ([['/account', 'Account']] as const)),
    ['/outbox', 'Outbox'],
    ...(viewer.isDemo ? ([['/demo', 'Pretend']] as const) : []),
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Fjord Rentals</title>
        <link rel="icon" href="/public/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/public/app.css" />
        ${modules}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <a class="brand" href="/">Fjord Rentals</a>
          <nav aria-label="Pages">
            <ul>
              ${links.map(([url, text]) => html`<li><a href="${url}">${text}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main id="main">
          <h1>${title}</h1>
          <p id="status" role="status" hidden></p>
          <p id="problem" role="alert" hidden></p>
          ${body}
        </main>
        <footer>
          An example of @vedette/better-auth. Nothing here is rented.
          ${viewer.isDemo ? null : html`<a href="https://db-ip.com">IP Geolocation by DB-IP</a>`}
        </footer>
      </body>
    </html>`.text;
}
