/**
 * The page behind the link in a mail. Mail scanners and browsers fetch links before anybody
 * clicks: it says nothing about the sign-in and only a button, which posts, changes anything.
 */
export function reviewPage(token: string): Response {
  return page(`<h1>Was this you?</h1>
<p>Somebody signed in to your account. The mail that brought you here says when and from where.</p>
<form method="post"><input type="hidden" name="token" value="${attribute(token)}">
<button name="answer" value="yes">Yes, it was me</button>
<button name="answer" value="no">No, sign everybody out</button></form>`);
}

/** What follows an answer. */
export function answeredPage(answer: 'yes' | 'no'): Response {
  return page(
    answer === 'yes'
      ? '<h1>Thank you</h1><p>This sign-in counts as yours.</p>'
      : '<h1>Everybody was signed out</h1><p>Set a new password before you sign in again.</p>',
  );
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // The token is in the address: it must not be passed on. `no-referrer` would also hide the
  // origin of the form, which better-auth checks.
  'referrer-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
} as const;

function page(body: string): Response {
  const head = '<meta charset="utf-8"><meta name="robots" content="noindex">';
  const html = `<!doctype html><html lang="en"><head>${head}<title>Sign-in</title></head>`;
  return new Response(`${html}<body>${body}</body></html>`, { headers: HEADERS });
}

function attribute(text: string): string {
  return text.replaceAll(/[^\w.-]/g, '');
}
