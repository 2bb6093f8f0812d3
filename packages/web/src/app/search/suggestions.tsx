import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

const QUESTIONS = [
  ['anything that looks like a reverse shell', 'a shell whose input and output are a connection'],
  ['downloads piped to a shell', 'fetched and run in one go'],
  ['reads credentials', 'password files, keys, tokens of clouds'],
  ['hides its traces', 'history, logs and times changed'],
  ['starts again after a reboot', 'cron, systemd units, profiles'],
  ['mines coins', 'pools, wallets, known miners'],
  ['scans the network', 'many hosts or ports asked'],
  ['score:>0.8 last:24h', 'the strangest of a day, of any kind'],
] as const;

/** Questions that work, to begin with. */
export function Suggestions({ title }: { readonly title: string }): ReactNode {
  return (
    <section aria-label="Suggested questions">
      <p className="mb-2 text-soft">{title}</p>
      <ul className="grid gap-2 sm:grid-cols-2">
        {QUESTIONS.map(([q, what]) => (
          <li key={q}>
            <Link
              to="/search"
              search={{ q }}
              className="block h-full rounded-lg border border-line bg-raised px-4 py-2.5 hover:border-accent hover:bg-accent-soft"
            >
              <span className="font-medium text-accent">{q}</span>
              <span className="block text-sm text-soft">{what}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
