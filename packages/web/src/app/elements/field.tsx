import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

export const INPUT =
  'min-h-8 w-full rounded-md border border-strong-line bg-raised px-2 text-ink placeholder:text-soft';

/** A label with its control; `children` gets the id that ties them. */
export function Field({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly children: (id: string) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children(id)}
      {hint !== undefined && <p className="text-sm text-soft">{hint}</p>}
    </div>
  );
}

/** A label with a line to type into. */
export function LineField({
  label,
  value,
  onChange,
  ...input
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
} & Pick<InputHTMLAttributes<HTMLInputElement>, 'type' | 'step'>): ReactNode {
  return (
    <Field label={label}>
      {(id) => (
        <input
          {...input}
          id={id}
          className={INPUT}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** One of several words. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          className={INPUT}
          value={value}
          onChange={({ target }) => {
            const chosen = options.find(([name]) => name === target.value);
            if (chosen !== undefined) onChange(chosen[0]);
          }}
        >
          {options.map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
