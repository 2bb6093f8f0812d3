import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';

import { Dialog } from '../elements/dialog.tsx';

const PLACES: Readonly<Record<string, string>> = {
  n: '/',
  h: '/hosts',
  x: '/executions',
  w: '/workloads',
  s: '/sign-ins',
  p: '/health',
};
const TOLD = [
  ['/', 'search'],
  ['j · k', 'next · previous finding'],
  ['Enter', 'open the finding'],
  ['a', 'acknowledge'],
  ['e', 'expected …'],
  ['r', 'resolve'],
  ['space', 'select'],
  ['g then n h x w s p', 'Now, Hosts, Executions, Workloads, Sign-ins, Health'],
  ['?', 'this list'],
] as const;
const SECOND_KEY_MS = 1_500;

/** Whether keys are text at the moment, or go to the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return target instanceof Element && target.closest('input,textarea,select,dialog') !== null;
}

/** Keys that work on every page. */
export function Shortcuts(): ReactNode {
  const navigate = useNavigate();
  const [helps, help] = useState(false);
  useEffect(() => {
    let goesAtMs = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      const place = PLACES[event.key];
      if (event.timeStamp - goesAtMs < SECOND_KEY_MS && place !== undefined) {
        goesAtMs = 0;
        void navigate({ to: place });
      } else if (event.key === 'g') goesAtMs = event.timeStamp;
      else if (event.key === '?') help(true);
      else if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('input[name="q"]')?.focus();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [navigate]);
  if (!helps) return null;
  return (
    <Dialog title="Keys" onClose={() => help(false)}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {TOLD.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt className="font-mono">{keys}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
