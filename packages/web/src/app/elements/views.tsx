import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';

/** Several views of one page, one of them shown; which one is kept in the page's address. */
export function Views<Name extends string>({
  label,
  shown,
  names,
  onChange,
  children,
}: {
  readonly label: string;
  readonly shown: Name;
  readonly names: readonly (readonly [Name, string])[];
  readonly onChange: (name: Name) => void;
  /** The view that is shown. */
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Tabs.Root
      value={shown}
      activationMode="manual"
      onValueChange={(value) => {
        const chosen = names.find(([name]) => name === value);
        if (chosen !== undefined) onChange(chosen[0]);
      }}
      className="flex min-w-0 flex-col gap-4"
    >
      <Tabs.List aria-label={label} className="flex gap-x-1 overflow-x-auto border-b border-line">
        {names.map(([name, text]) => (
          <Tabs.Trigger
            key={name}
            value={name}
            className="min-h-9 border-b-2 border-transparent px-1.5 whitespace-nowrap sm:px-3 font-medium text-soft hover:text-ink aria-selected:border-accent aria-selected:text-accent"
          >
            {text}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={shown} className="min-w-0">
        {children}
      </Tabs.Content>
    </Tabs.Root>
  );
}
