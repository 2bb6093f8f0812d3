import type { ReactNode } from 'react';

import { CommandLine } from '../elements/command-line.tsx';
import { Panel } from '../elements/panel.tsx';
import { Score } from '../elements/score.tsx';
import { DayCounts } from './day-counts.tsx';
import { thresholdText } from './threshold-text.ts';

const COMMAND_CHARS = 160;

/** One command that would have alerted. */
export interface AlertExample {
  readonly score: number;
  readonly argv: readonly string[];
}

/** What a choice would have come to in the last week. */
export function PreviewPanel({
  alerts,
  days,
  threshold,
  examples,
}: {
  readonly alerts: number;
  readonly days: readonly { readonly endMs: number; readonly count: number }[];
  readonly threshold: number;
  readonly examples: readonly AlertExample[];
}): ReactNode {
  return (
    <Panel title="What it would have come to">
      <div className="flex flex-col gap-4">
        <output className="text-lg">
          It would have given{' '}
          <strong className="tabular-nums">
            {alerts === 1 ? '1 alert' : `${alerts.toLocaleString()} alerts`}
          </strong>{' '}
          in the last 7 days, from a score of {thresholdText(threshold)} on.
        </output>
        <DayCounts days={days} />
        {examples.length === 0 ? (
          <p className="text-soft">Nothing of the last week reached this score.</p>
        ) : (
          <div>
            <h3 className="font-medium">For example</h3>
            <ul className="mt-1 divide-y divide-line">
              {examples.map(({ score, argv }) => (
                <li
                  key={JSON.stringify(argv)}
                  className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 py-1.5"
                >
                  <Score value={score} />
                  <CommandLine argv={argv} max={COMMAND_CHARS} />
                </li>
              ))}
            </ul>
          </div>
        )}
        <p className="text-sm text-soft">
          At most: the same command is one alert a day, however often it ran, and what came from one
          process tree is told of once. It is counted by the scores that were given then: a command
          that was trusted since would be silent now.
        </p>
      </div>
    </Panel>
  );
}
