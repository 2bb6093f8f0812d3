import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';

import { type Answer, ask } from '../api/ask.ts';
import { Button } from '../elements/button.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { Field, INPUT } from '../elements/field.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Loaded, ProblemNote } from '../elements/loaded.tsx';

type FreezePlan = Answer<'POST /v1/freeze/plan'>;

/** Freezes a process by hand: the plan first, then the words that confirm it, then the result. */
export function FreezeDialog({
  host,
  pid,
  onClose,
}: {
  readonly host: string;
  readonly pid: number;
  readonly onClose: () => void;
}): ReactNode {
  const plan = useQuery({
    queryKey: ['freeze-plan', host, pid],
    queryFn: ({ signal }) => ask('POST /v1/freeze/plan', { body: { host, pid }, signal }),
    // What is confirmed must be what was shown: it is asked for once.
    ...{ staleTime: Infinity, gcTime: 0, retry: false },
  });
  return (
    <Dialog title={`Freeze process ${pid}`} onClose={onClose}>
      <p className="mb-3 text-soft">
        Evidence is saved first, then the process is stopped where it is. Nothing is killed, and{' '}
        <b>thaw</b> lets it run on.
      </p>
      <Loaded query={plan} lines={4}>
        {(found) => <Confirm plan={found} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function Confirm({
  plan,
  onClose,
}: {
  readonly plan: FreezePlan;
  readonly onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const [typed, type] = useState('');
  const { host, identity, confirm, refusals } = plan;
  const freeze = useMutation({
    mutationFn: () =>
      ask('POST /v1/freeze', { body: { host, pid: identity.pid, confirm: typed.trim() } }),
    onSettled: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    freeze.mutate();
  };
  if (freeze.data !== undefined) {
    const { result } = freeze.data;
    return (
      <div className="flex flex-col gap-3" aria-live="polite">
        <p className={result.complete ? 'text-good' : 'text-critical'}>
          {result.complete ? '✓ ' : '✗ '}
          <HostText text={result.text} />
        </p>
        <p>
          <Link to="/evidence/$id" params={{ id: result.id }} className="text-accent underline">
            Look at the evidence, or thaw
          </Link>
        </p>
      </div>
    );
  }
  const mayNot = plan.plan === null || refusals.length > 0;
  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-soft">host</dt>
        <dd>
          <HostText text={host} />
        </dd>
        <dt className="text-soft">program</dt>
        <dd>
          <HostText text={plan.path} />
        </dd>
        <dt className="text-soft">command</dt>
        <dd>
          <HostText text={plan.argv} />
        </dd>
        {plan.plan !== null && (
          <>
            <dt className="text-soft">how</dt>
            <dd>{plan.plan.method}</dd>
          </>
        )}
      </dl>
      {mayNot ? (
        <div role="alert" className="rounded-md bg-critical-soft p-3 text-critical">
          <p className="font-medium">This is never frozen:</p>
          <ul className="list-disc pl-5">
            {refusals.map(({ code, detail }) => (
              <li key={code}>
                <HostText text={detail} />
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <Field
          label="Type this to confirm"
          hint={<HostText text={confirm} />}
        >
          {(id) => (
            <input
              id={id}
              required
              autoComplete="off"
              spellCheck={false}
              className={INPUT}
              value={typed}
              onChange={({ target }) => type(target.value)}
            />
          )}
        </Field>
      )}
      {freeze.error !== null && <ProblemNote error={freeze.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        {!mayNot && (
          <Button
            type="submit"
            kind="danger"
            why={
              freeze.isPending
                ? 'It is being frozen.'
                : typed.trim() === confirm
                  ? undefined
                  : 'What is typed is not what confirms it.'
            }
          >
            Save evidence and freeze
          </Button>
        )}
      </div>
    </form>
  );
}
