import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useSyncExternalStore } from 'react';

import { logOut, sessionQuery } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { Choice } from '../elements/field.tsx';
import { HostText } from '../elements/host-text.tsx';
import { onTimesChange, showExactTimes, timesAreExact } from '../elements/time.tsx';
import { chooseTheme, useTheme } from './theme.ts';
import { tellProblem } from './toasts.tsx';

/** Who is logged in, how things are shown, and the way out. */
export function SettingsMenu(): ReactNode {
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const theme = useTheme();
  const exact = useSyncExternalStore(onTimesChange, timesAreExact);
  const leave = async (): Promise<void> => {
    try {
      await logOut();
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <details className="relative">
      <summary className="flex min-h-8 list-none items-center rounded-md border border-strong-line bg-raised px-2.5 text-sm font-medium">
        Settings
      </summary>
      <div className="absolute right-0 z-10 mt-1 flex w-64 flex-col gap-3 rounded-lg border border-line bg-raised p-4 shadow-lg">
        {session !== undefined && session !== null && (
          <p className="text-sm text-soft">
            <HostText text={session.name} /> · may {session.scope === 'view' ? 'look' : 'decide'}
          </p>
        )}
        <Choice
          label="Colours"
          value={theme}
          options={[
            ['system', 'as the system'],
            ['light', 'light'],
            ['dark', 'dark'],
          ]}
          onChange={chooseTheme}
        />
        <Choice
          label="Times"
          value={exact ? 'exact' : 'relative'}
          options={[
            ['relative', '3 minutes ago'],
            ['exact', 'date and time'],
          ]}
          onChange={(value) => showExactTimes(value === 'exact')}
        />
        <Link to="/audit" className="text-accent underline">
          Who did what
        </Link>
        <Button onClick={() => void leave()}>Log out</Button>
      </div>
    </details>
  );
}
