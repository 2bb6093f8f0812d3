import { SessionAnswer } from '../session-schemas.ts';

/** What a browser sends of its own accord, and what it keeps. */
export interface Browser {
  /** As the server gave it. */
  readonly setCookie: () => string;
  readonly session: () => SessionAnswer;
  readonly post: (
    path: string,
    body: object,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
  /** With the proof and the origin that a page of ours sends, unless others are given. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
}

/** A browser that never was there before. */
export function openBrowser(port: number): Browser {
  const origin = `http://127.0.0.1:${port}`;
  let setCookie = '';
  let session: SessionAnswer | undefined;
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (setCookie !== '' && !headers.has('cookie')) {
      headers.set('cookie', setCookie.split(';')[0] ?? '');
    }
    const response = await fetch(`${origin}${path}`, { ...init, headers });
    setCookie = response.headers.get('set-cookie') ?? setCookie;
    return response;
  };
  return {
    setCookie: () => setCookie,
    session: () => SessionAnswer.parse(session),
    post: async (path, body, headers) => {
      const response = await send(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          origin,
          'sec-fetch-site': 'same-origin',
          ...Object.fromEntries(new Headers(headers)),
        },
      });
      if (path === '/v1/session' && response.ok) {
        session = SessionAnswer.parse(await response.clone().json());
      }
      return response;
    },
    ask: (path, { headers, ...init } = {}) =>
      send(path, {
        ...init,
        headers: {
          origin,
          'sec-fetch-site': 'same-origin',
          'x-vedette-csrf': session?.csrf ?? '',
          ...Object.fromEntries(new Headers(headers)),
        },
      }),
  };
}
