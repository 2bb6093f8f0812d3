import { useSearch } from '@tanstack/react-router';
import { escapeText } from '@vedette/core';
import type { ReactNode } from 'react';

import { Button } from '../elements/button.tsx';
import { Choice } from '../elements/field.tsx';
import { HostText } from '../elements/host-text.tsx';
import { reasonName } from './reason-name.ts';
import { useChangeSearch } from './use-change-search.ts';

const NAME_CHARS = 64;
const TIMES = [
  ['1', 'last day'],
  ['7', 'last 7 days'],
  ['', 'last 30 days'],
  ['90', 'last 90 days'],
] as const;
const DECISIONS = [
  ['', 'risky'],
  ['any', 'all'],
  ['allow', 'allow'],
  ['notify', 'notify'],
  ['step-up', 'step-up'],
  ['deny', 'deny'],
] as const;
const OUTCOMES = [
  ['', 'whatever'],
  ['none', 'nothing: open'],
  ['passed', 'challenge passed'],
  ['failed', 'challenge failed'],
  ['safe', 'confirmed safe'],
  ['compromised', 'compromised'],
] as const;

/** Which sign-ins count: of which application, since when, and, for the list of them, more. */
export function SignInFilters({
  applications,
}: {
  readonly applications: readonly string[];
}): ReactNode {
  const search = useSearch({ from: '/sign-ins' });
  const change = useChangeSearch();
  const { view, application = '', decision = '', outcome = '', days, user, reason } = search;
  const time = TIMES.find(([value]) => value === String(days ?? ''))?.[0] ?? '';
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Choice
          label="Application"
          value={application}
          options={[
            ['', 'all'],
            ...applications.map((name) => [name, escapeText(name, NAME_CHARS)] as const),
          ]}
          onChange={(value) => change({ application: value })}
        />
        <Choice
          label="Time"
          value={time}
          options={TIMES}
          onChange={(value) => change({ days: value })}
        />
        {view === 'sign-ins' && (
          <>
            <Choice
              label="Decision"
              value={decision}
              options={DECISIONS}
              onChange={(value) => change({ decision: value })}
            />
            <Choice
              label="What became of it"
              value={outcome}
              options={OUTCOMES}
              onChange={(value) => change({ outcome: value })}
            />
          </>
        )}
      </div>
      {view === 'sign-ins' && (user !== undefined || reason !== undefined) && (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          {user !== undefined && (
            <Button onClick={() => change({ user: '' })}>
              user <HostText text={user} max={NAME_CHARS} /> ✕
              <span className="sr-only">, remove this filter</span>
            </Button>
          )}
          {reason !== undefined && (
            <Button onClick={() => change({ reason: '' })}>
              reason {escapeText(reasonName(reason), NAME_CHARS)} ✕
              <span className="sr-only">, remove this filter</span>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
