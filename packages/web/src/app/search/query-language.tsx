import type { ReactNode } from 'react';

const PARTS = [
  ['any words', 'what the command does: purposes, techniques and words it contains'],
  ['"words together"', 'the same; a colon inside is no filter'],
  ['like:"reverse shell"', 'words, said to be words'],
  ['workload:web*', 'also host, exe, parent, kind, uid; * stands for anything'],
  ['-parent:cron', 'all but that; works for the same fields'],
  ['score:>0.8', 'how unusual it was when it ran, 0 to 1; also score:<0.2'],
  ['last:24h', 'no longer ago than that: 30m, 24h, 7d, 2w; else all that is kept'],
] as const;

/** What a question may contain. */
export function QueryLanguage(): ReactNode {
  return (
    <details className="rounded-lg border border-line bg-raised px-4 py-2.5">
      <summary className="font-medium">What a question may contain</summary>
      <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-[13rem_1fr]">
        {PARTS.map(([written, what]) => (
          <div key={written} className="contents">
            <dt className="font-mono text-[0.9em]">{written}</dt>
            <dd className="text-soft">{what}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-soft">
        Filters all have to fit. What cannot be read as a filter is searched for as words, and a
        note says so; nothing you type is ever run.
      </p>
    </details>
  );
}
