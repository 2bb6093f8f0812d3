import { z } from 'zod';

import type { Auth } from '../auth/create-auth.ts';
import { CIRCUMSTANCES_COOKIE } from '../demo/circumstances.ts';
import { readCookie } from '../http/read-cookie.ts';
import type { Outbox } from '../mail/outbox.ts';
import { accountPage, Passkey, Session } from '../pages/account-page.ts';
import { layout, type Page } from '../pages/layout.ts';
import { demoPage, missingPage, outboxPage, reviewPage } from '../pages/other-pages.ts';
import { SignIn } from '../pages/sign-in-list.ts';
import { codePage, resetPage, signInPage, signUpPage, twoFactorPage } from '../pages/sign-pages.ts';
import { StepUpStatus, stepUpPage } from '../pages/step-up-page.ts';
import { askAuth } from './ask-auth.ts';

/** What pages are made of. */
export interface PageParts {
  readonly auth: Auth;
  readonly outbox: Outbox;
  readonly isDemo: boolean;
}

/** A page, or where to go instead. */
type Found = { readonly page: Page; readonly status?: number } | { readonly goTo: string };

const NOTICES: ReadonlyMap<string, string> = new Map([
  [
    'reported',
    'All sessions of the account are ended. If it has a password, choose a new one: we have sent you a mail.',
  ],
  ['reset', 'Your new password is kept. Sign in with it.'],
]);
const SIGN_INS_SHOWN = 10;
const MISSING: Found = { page: missingPage(), status: 404 };

/** Answers a request for a page. */
export async function pageOf(request: Request, parts: PageParts): Promise<Response> {
  const session = await parts.auth.api.getSession({ headers: request.headers });
  const found = await find(request, parts, session?.user ?? null);
  if ('goTo' in found)
    return new Response(null, { status: 303, headers: { location: found.goTo } });
  const viewer = { name: session?.user.name ?? null, isDemo: parts.isDemo };
  return new Response(layout(found.page, viewer), {
    status: found.status ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}

type User = Auth['$Infer']['Session']['user'];

async function find(request: Request, parts: PageParts, user: User | null): Promise<Found> {
  const { pathname, searchParams } = new URL(request.url);
  const token = searchParams.get('token') ?? '';
  switch (pathname) {
    case '/':
      return { goTo: user === null ? '/sign-in' : '/account' };
    case '/sign-up':
      return { page: signUpPage() };
    case '/sign-in': {
      const notice = [...NOTICES].find(([name]) => searchParams.has(name))?.[1] ?? null;
      return { page: signInPage(notice) };
    }
    case '/sign-in/code':
      return { page: codePage() };
    case '/two-factor':
      return { page: twoFactorPage() };
    case '/step-up': {
      const status = await askAuth(parts.auth, request, '/vedette/step-up/status');
      const isRefused = searchParams.get('error') === 'SIGN_IN_REFUSED';
      return { page: stepUpPage(StepUpStatus.parse(status), isRefused) };
    }
    case '/account':
      return user === null ? { goTo: '/sign-in' } : { page: await account(request, parts, user) };
    case '/was-this-you':
      return { page: reviewPage(token) };
    case '/reset-password':
      return { page: resetPage(token) };
    case '/outbox':
      return { page: outboxPage(parts.outbox.mails()) };
    case '/demo':
      return parts.isDemo
        ? { page: demoPage(readCookie(request.headers, CIRCUMSTANCES_COOKIE), user?.email ?? null) }
        : MISSING;
    default:
      return MISSING;
  }
}

async function account(request: Request, { auth }: PageParts, user: User): Promise<Page> {
  const ask = async (path: string): Promise<unknown> => askAuth(auth, request, path);
  const [signIns, sessions, passkeys, own] = await Promise.all([
    ask(`/vedette/sign-ins?limit=${SIGN_INS_SHOWN}`),
    ask('/list-sessions'),
    ask('/passkey/list-user-passkeys'),
    auth.api.getSession({ headers: request.headers }),
  ]);
  const current = own?.session.token;
  return accountPage({
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerified,
    twoFactorEnabled: user.twoFactorEnabled === true,
    signIns: z.object({ signIns: z.array(SignIn) }).parse(signIns).signIns,
    sessions: z
      .array(Session.omit({ current: true }))
      .parse(sessions)
      .map((session) => ({ ...session, current: session.token === current })),
    passkeys: z.array(Passkey).parse(passkeys),
  });
}
