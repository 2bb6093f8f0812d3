import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { sessionQuery } from '../api/session.ts';
import { Loaded } from '../elements/loaded.tsx';
import { LoginPage } from '../login/login-page.tsx';
import { Rail } from './rail.tsx';
import { SearchBox } from './search-box.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Toasts } from './toasts.tsx';

/** What stands around every page; without a login there is only the way in. */
export function Frame(): ReactNode {
  const session = useQuery(sessionQuery);
  return (
    <Loaded query={session}>{(found) => (found === null ? <LoginPage /> : <Inside />)}</Loaded>
  );
}

function Inside(): ReactNode {
  const { pathname } = useLocation();
  return (
    <div className="lg:grid lg:grid-cols-[13rem_1fr]">
      <a
        href="#page"
        className="absolute -left-full z-30 rounded bg-accent p-2 text-on-accent focus:left-2"
      >
        Skip to the page
      </a>
      <header className="flex min-w-0 flex-col gap-2 border-b border-line px-4 py-3 lg:sticky lg:top-0 lg:h-dvh lg:gap-5 lg:border-r lg:border-b-0">
        <Link to="/" className="flex items-center gap-2 text-lg font-semibold tracking-tight">
          <img src="/vedette.svg" alt="" width={24} height={24} />
          Vedette
        </Link>
        <Rail />
      </header>
      <div className="min-w-0">
        <div className="flex items-center gap-2 border-b border-line px-4 py-2.5 lg:px-8">
          {pathname === '/search' ? <div className="flex-1" /> : <SearchBox />}
          <SettingsMenu />
        </div>
        <main id="page" tabIndex={-1} className="px-4 py-6 outline-none lg:px-8">
          <Outlet />
        </main>
      </div>
      <Shortcuts />
      <Toasts />
    </div>
  );
}
