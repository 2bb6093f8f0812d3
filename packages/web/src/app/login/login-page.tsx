import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react';

import { logIn, sessionQuery } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { Command } from '../elements/empty.tsx';
import { Field, INPUT } from '../elements/field.tsx';
import { ProblemNote } from '../elements/loaded.tsx';

const CODE = /^#code=([\w-]+)$/;

/** The way in: the one-time link of the terminal, or a token. Nobody has a password. */
export function LoginPage(): ReactNode {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [token, setToken] = useState('');
  const [code] = useState(() => CODE.exec(location.hash)?.[1]);
  const enter = async (proof: { code: string } | { token: string }): Promise<void> => {
    try {
      client.setQueryData(sessionQuery.queryKey, await logIn(proof));
    } catch (failure) {
      setError(failure);
    }
  };
  useEffect(() => {
    document.title = 'Log in · Vedette';
    if (code === undefined) return;
    // It is used once; what stays in the history would be a dead link.
    history.replaceState(null, '', location.pathname === '/login' ? '/' : location.pathname);
    void enter({ code });
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setError(null);
    void enter({ token: token.trim() });
  };
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-5 p-6">
      <h1 className="flex items-center gap-3 text-2xl font-semibold tracking-tight">
        <img src="/vedette.svg" alt="" width={32} height={32} />
        Vedette
      </h1>
      {error !== null && <ProblemNote error={error} />}
      <p>
        Open the link that <Command>vedette up</Command> printed. It works once; a new one is made
        by <Command>vedette login</Command>, on the machine where the server runs.
      </p>
      <form onSubmit={submit} className="flex flex-col gap-3 border-t border-line pt-5">
        <Field
          label="Or a token"
          hint={
            <>
              of scope view or operate: <Command>vedette token create --scope view</Command>
            </>
          }
        >
          {(id) => (
            <input
              id={id}
              type="password"
              autoComplete="current-password"
              required
              className={INPUT}
              value={token}
              onChange={({ target }) => setToken(target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="primary">
          Log in
        </Button>
      </form>
    </main>
  );
}
