import { type ReactNode, useSyncExternalStore } from 'react';

import { problemOf } from '../api/problem.ts';
import { Button } from '../elements/button.tsx';

/** One thing that was done, or that failed, told at the edge of the page. */
interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly undo?: () => Promise<void>;
}

const SHOWN_MS = 12_000;
const TOASTS_MAX = 4;

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

/** Tells that something was done, and offers to take it back. */
export function tell(text: string, undo?: () => Promise<void>): void {
  add({ text, bad: false, ...(undo === undefined ? {} : { undo }) });
}

/** Tells that something failed. */
export function tellProblem(error: unknown): void {
  const { message, hint } = problemOf(error);
  add({ text: `${message} ${hint}`.trim(), bad: true });
}

function add(toast: Omit<Toast, 'id'>): void {
  const id = next++;
  change([...toasts, { ...toast, id }].slice(-TOASTS_MAX));
  setTimeout(() => drop(id), SHOWN_MS);
}

function drop(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

function change(to: readonly Toast[]): void {
  toasts = to;
  for (const listener of listeners) listener();
}

async function takeBack({ id, undo }: Toast): Promise<void> {
  drop(id);
  try {
    await undo?.();
  } catch (error) {
    tellProblem(error);
  }
}

/** Where toasts are shown; screen readers are told of each. */
export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div
      aria-live="polite"
      className="fixed right-4 bottom-4 z-20 flex w-[min(26rem,calc(100vw-2rem))] flex-col gap-2"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          className={`flex items-center gap-3 rounded-lg border bg-raised p-3 shadow-lg ${toast.bad ? 'border-critical text-critical' : 'border-strong-line'}`}
        >
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{toast.text}</span>
          {toast.undo !== undefined && (
            <Button kind="quiet" onClick={() => void takeBack(toast)}>
              Undo
            </Button>
          )}
          <Button kind="quiet" aria-label="Dismiss" onClick={() => drop(toast.id)}>
            ✕
          </Button>
        </div>
      ))}
    </div>
  );
}
