import type { ButtonHTMLAttributes, ReactNode } from 'react';

const KINDS = {
  primary: 'bg-accent text-on-accent border-accent hover:opacity-90',
  plain: 'bg-raised text-ink border-strong-line hover:bg-sunken',
  danger: 'bg-raised text-critical border-critical hover:bg-critical-soft',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-accent-soft',
} as const;

/** A button at least 28 px high; `why` says why it cannot be used, and then it is disabled. */
export function Button({
  kind = 'plain',
  why,
  children,
  ...rest
}: {
  readonly kind?: keyof typeof KINDS;
  readonly why?: string | undefined;
  readonly children: ReactNode;
} & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'>): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      {...(why === undefined ? {} : { disabled: true, title: why })}
      className={`inline-flex min-h-8 items-center gap-1.5 rounded-md border px-2.5 text-sm font-medium disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-soft ${KINDS[kind]}`}
    >
      {children}
    </button>
  );
}
