import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { z } from 'zod';

import { listen, stopListening } from '../http/listen.ts';
import { chooserPage } from './chooser-page.ts';

/** Another service that says who somebody is: here it believes whatever is typed in. */
export interface OAuthProvider {
  readonly id: string;
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly close: () => Promise<void>;
}

const BODY_BYTES_MAX = 8192;
const CODES_MAX = 1000;

const AuthorizeQuery = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  state: z.string(),
  code_challenge: z.string(),
  code_challenge_method: z.literal('S256'),
});
const Approval = AuthorizeQuery.extend({ email: z.email().max(200) });
const TokenBody = z.object({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  code_verifier: z.string(),
  redirect_uri: z.string(),
});

interface Grant {
  readonly email: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

/**
 * A small OAuth 2 provider on loopback (authorization code with PKCE), so that the example's
 * social sign-in needs no account anywhere. It has no passwords: never use it for anything.
 */
export async function startOAuthProvider(appUrl: string): Promise<OAuthProvider> {
  const clientId = 'fjord-rentals';
  const clientSecret = randomBytes(24).toString('base64url');
  const redirectUri = `${appUrl}/api/auth/callback/fjordid`;
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, string>();

  const authorize = (query: unknown): Reply => {
    const asked = AuthorizeQuery.safeParse(query);
    if (
      !asked.success ||
      asked.data.redirect_uri !== redirectUri ||
      asked.data.client_id !== clientId
    )
      return { status: 400, type: 'text/plain', body: 'not an authorization request' };
    return { status: 200, type: 'text/html; charset=utf-8', body: chooserPage(asked.data) };
  };
  const approve = (body: unknown): Reply => {
    const approved = Approval.safeParse(body);
    if (!approved.success || approved.data.redirect_uri !== redirectUri)
      return { status: 400, type: 'text/plain', body: 'not an approval' };
    const { email, code_challenge: challenge, state } = approved.data;
    const code = remember(codes, { email, challenge, redirectUri });
    const location = `${redirectUri}?${new URLSearchParams({ code, state }).toString()}`;
    return { status: 302, type: 'text/plain', body: '', location };
  };
  const token = (body: unknown): Reply => {
    const asked = TokenBody.safeParse(body);
    const grant = asked.success ? codes.get(asked.data.code) : undefined;
    if (!asked.success || grant === undefined) return json(400, { error: 'invalid_grant' });
    codes.delete(asked.data.code);
    const challenge = createHash('sha256').update(asked.data.code_verifier).digest('base64url');
    if (challenge !== grant.challenge || asked.data.redirect_uri !== grant.redirectUri)
      return json(400, { error: 'invalid_grant' });
    const accessToken = remember(tokens, grant.email);
    return json(200, { access_token: accessToken, token_type: 'Bearer', expires_in: 600 });
  };
  const userInfo = (authorization: string): Reply => {
    const email = tokens.get(authorization.replace(/^Bearer /, ''));
    if (email === undefined) return json(401, { error: 'invalid_token' });
    const id = createHash('sha256').update(email).digest('hex').slice(0, 20);
    return json(200, { id, sub: id, email, email_verified: true, name: email.split('@')[0] });
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://provider');
    if (request.method === 'GET' && pathname === '/authorize')
      return authorize(Object.fromEntries(searchParams));
    if (request.method === 'GET' && pathname === '/userinfo')
      return userInfo(request.headers.authorization ?? '');
    if (request.method !== 'POST') return { status: 404, type: 'text/plain', body: 'not here' };
    const body = Object.fromEntries(new URLSearchParams(await readBody(request)));
    if (pathname === '/approve') return approve(body);
    if (pathname === '/token') return token(body);
    return { status: 404, type: 'text/plain', body: 'not here' };
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (reply) => send(response, reply, appUrl),
      () => send(response, { status: 400, type: 'text/plain', body: 'cannot read this' }, appUrl),
    );
  });
  const port = await listen(server, 0);
  return {
    id: 'fjordid',
    url: `http://127.0.0.1:${port}`,
    clientId,
    clientSecret,
    close: async () => stopListening(server),
  };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly location?: string;
}

function json(status: number, body: object): Reply {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

function remember<T>(all: Map<string, T>, value: T): string {
  const key = randomBytes(24).toString('base64url');
  if (all.size >= CODES_MAX) all.delete(all.keys().next().value ?? '');
  all.set(key, value);
  return key;
}

function send(response: ServerResponse, reply: Reply, appUrl: string): void {
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src ${appUrl}; img-src ${appUrl}; form-action 'self' ${appUrl}; frame-ancestors 'none'; base-uri 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(reply.location === undefined ? {} : { location: reply.location }),
  });
  response.end(reply.body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_BYTES_MAX) throw new Error('the body is too large');
  }
  return text;
}
