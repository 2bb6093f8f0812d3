import type { Severity } from '@vedette/core';
import type { ReactNode } from 'react';

/** Form, word and colour say the same, so that none of them is the only signal. */
const LOOKS: Readonly<Record<Severity, { readonly form: string; readonly colours: string }>> = {
  critical: { form: '◆', colours: 'bg-critical-soft text-critical' },
  high: { form: '▲', colours: 'bg-high-soft text-high' },
  medium: { form: '■', colours: 'bg-medium-soft text-medium' },
  low: { form: '●', colours: 'bg-low-soft text-low' },
  info: { form: '○', colours: 'bg-low-soft text-low' },
};

/** How bad it would be if true. */
export function SeverityMark({ severity }: { readonly severity: Severity }): ReactNode {
  const { form, colours } = LOOKS[severity];
  return (
    <span
      className={`inline-flex items-center gap-1 rounded px-1.5 text-sm font-medium whitespace-nowrap ${colours}`}
    >
      <span aria-hidden="true">{form}</span>
      {severity}
    </span>
  );
}
