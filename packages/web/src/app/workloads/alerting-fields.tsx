import type { ReactNode } from 'react';

import { Button } from '../elements/button.tsx';
import { Field, INPUT } from '../elements/field.tsx';
import type { AlertingDraft } from './alerting-draft.ts';
import { ThresholdField } from './threshold-field.tsx';

const ALERTS_MAX = 10_000;
const ALERTS_MIN = 0.1;
const WAYS = [
  ['threshold', 'From a score on', 'The same every day, whatever it comes to.'],
  ['budget', 'At most so many a day', 'The score follows what the workload does.'],
] as const;
const PRESETS = [
  ['0.60 · production', { by: 'threshold', threshold: 0.6 }],
  ['0.85 · noisy', { by: 'threshold', threshold: 0.85 }],
  ['At most one a day', { by: 'budget', alertsPerDay: 1 }],
] as const;

/** The two ways to say when somebody is told. */
export function AlertingFields({
  draft,
  onChange,
}: {
  readonly draft: AlertingDraft;
  readonly onChange: (draft: AlertingDraft) => void;
}): ReactNode {
  return (
    <>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="mb-1 text-sm font-medium">Usual choices</legend>
        {PRESETS.map(([text, preset]) => (
          <Button
            key={text}
            aria-pressed={Object.entries(preset).every(([name, value]) =>
              Object.is(Reflect.get(draft, name), value),
            )}
            onClick={() => onChange({ ...draft, ...preset })}
          >
            {text}
          </Button>
        ))}
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">Tell</legend>
        {WAYS.map(([by, text, hint]) => (
          <label key={by} className="flex gap-2">
            <input
              type="radio"
              name="by"
              className="mt-1 size-4 accent-accent"
              checked={draft.by === by}
              onChange={() => onChange({ ...draft, by })}
            />
            <span>
              {text}
              <span className="block text-sm text-soft">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {draft.by === 'threshold' ? (
        <ThresholdField
          value={draft.threshold}
          onChange={(threshold) => onChange({ ...draft, threshold })}
        />
      ) : (
        <Field label="Alerts a day, at most" hint="One in three days is 0.33.">
          {(id) => (
            <input
              id={id}
              type="number"
              required
              min={ALERTS_MIN}
              max={ALERTS_MAX}
              step="any"
              className={INPUT}
              value={draft.alertsPerDay}
              onChange={({ target: { valueAsNumber: given } }) => {
                if (given > 0 && given <= ALERTS_MAX) onChange({ ...draft, alertsPerDay: given });
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}
