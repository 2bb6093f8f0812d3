import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { Time } from '../elements/time.tsx';
import type { Health } from './health-shapes.ts';
import { type HealthVerdict, healthVerdict } from './health-verdict.ts';

const LOOKS: Readonly<Record<HealthVerdict['works'], readonly [form: string, colours: string]>> = {
  wholly: ['✓', 'border-good bg-good-soft text-good'],
  'with-gaps': ['◐', 'border-medium bg-medium-soft text-medium'],
  not: ['✗', 'border-critical bg-critical-soft text-critical'],
};

/** Whether it works, at one glance. */
export function HealthHero({ health }: { readonly health: Health }): ReactNode {
  const { works, words, problems } = healthVerdict(health);
  const [form, colours] = LOOKS[works];
  return (
    <div aria-live="polite" className={`rounded-lg border p-4 ${colours}`}>
      <p className="text-xl font-semibold">
        <span aria-hidden="true">{form} </span>
        {words}
      </p>
      {problems.length > 0 && (
        <ul className="mt-2 list-disc pl-6">
          {problems.map((problem) => (
            <li key={problem}>
              <HostText prose text={problem} />
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1 text-sm text-ink">
        Vedette {health.version}, started <Time ms={health.startedMs} />
      </p>
    </div>
  );
}
