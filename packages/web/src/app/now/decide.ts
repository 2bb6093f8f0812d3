import { type QueryClient, useQueryClient } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';
import type { Finding } from '../api/shapes.ts';
import { tell, tellProblem } from '../frame/toasts.tsx';

/** What somebody can say of findings. */
export type Decision =
  | { readonly do: 'acknowledge' | 'resolve' | 'reopen' }
  | {
      readonly do: 'expect';
      readonly reason: string;
      readonly scope: 'shape' | 'workload' | 'fleet';
      readonly days: number | null;
    };

const DONE = {
  acknowledge: 'Acknowledged',
  resolve: 'Resolved',
  reopen: 'Open again',
  expect: 'Expected from now on',
} as const;

/** Decides about findings, one after the other, and offers to take all of it back. */
export function useDecide(): (
  findings: readonly Finding[],
  decision: Decision,
) => Promise<boolean> {
  const client = useQueryClient();
  return async (findings, decision) => {
    const done: Finding[] = [];
    try {
      for (const finding of findings) {
        await decideOne(finding, decision);
        done.push(finding);
      }
    } catch (error) {
      tellProblem(error);
    }
    await refresh(client);
    if (done.length > 0) {
      const what = done.length === 1 ? '1 finding' : `${done.length} findings`;
      const undo = decision.do === 'reopen' ? undefined : (): Promise<void> => reopen(client, done);
      tell(`${DONE[decision.do]}: ${what}.`, undo);
    }
    return done.length === findings.length;
  };
}

async function decideOne({ id }: Finding, decision: Decision): Promise<void> {
  const path = { id };
  switch (decision.do) {
    case 'acknowledge':
      await ask('POST /v1/findings/{id}/acknowledge', { path, body: {} });
      break;
    case 'resolve':
      await ask('POST /v1/findings/{id}/resolve', { path, body: {} });
      break;
    case 'reopen':
      await ask('POST /v1/findings/{id}/reopen', { path });
      break;
    case 'expect': {
      const { reason, scope, days } = decision;
      await ask('POST /v1/findings/{id}/expect', { path, body: { reason, scope, days } });
    }
  }
}

async function reopen(client: QueryClient, findings: readonly Finding[]): Promise<void> {
  for (const finding of findings) await decideOne(finding, { do: 'reopen' });
  await refresh(client);
}

async function refresh(client: QueryClient): Promise<void> {
  await Promise.all(
    [['findings'], ['finding']].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}
