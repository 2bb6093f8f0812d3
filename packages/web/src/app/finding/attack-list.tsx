import type { ReactNode } from 'react';

const TECHNIQUE = /^T(\d{4})(?:\.(\d{3}))?$/;

/** MITRE ATT&CK techniques; the link is followed only by who clicks it. */
export function AttackList({ attack }: { readonly attack: readonly string[] }): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {attack
        .filter((id) => TECHNIQUE.test(id))
        .map((id) => (
          <li key={id}>
            <a
              href={`https://attack.mitre.org/techniques/${id.replace('.', '/')}/`}
              target="_blank"
              rel="noreferrer noopener"
              className="text-accent underline"
            >
              {id}
              <span className="sr-only"> (opens attack.mitre.org)</span>
            </a>
          </li>
        ))}
    </ul>
  );
}
