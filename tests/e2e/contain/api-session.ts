import { z } from 'zod';

const Session = z.object({ csrf: z.string(), name: z.string() });

/** Somebody who logged in with a browser, by the link that a server printed. */
export interface ApiSession {
  readonly get: <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
  ) => Promise<z.infer<Schema>>;
  readonly post: <Schema extends z.ZodType>(
    path: string,
    request: { readonly body: object; readonly schema: Schema },
  ) => Promise<z.infer<Schema>>;
}

/** Logs in as the page behind a login link does, and asks as pages ask. */
export async function logIn(link: string): Promise<ApiSession> {
  const { origin, hash } = new URL(link);
  const json = { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' };
  const begun = await fetch(`${origin}/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ code: hash.slice('#code='.length) }),
  });
  const { csrf } = Session.parse(await begun.json());
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = async <Schema extends z.ZodType>(
    path: string,
    init: RequestInit,
    schema: Schema,
  ): Promise<z.infer<Schema>> => {
    const response = await fetch(`${origin}${path}`, {
      ...init,
      headers: { ...json, cookie, 'x-vedette-csrf': csrf },
    });
    return schema.parse(await response.json());
  };
  return {
    get: (path, schema) => ask(path, { method: 'GET' }, schema),
    post: (path, { body, schema }) =>
      ask(path, { method: 'POST', body: JSON.stringify(body) }, schema),
  };
}
