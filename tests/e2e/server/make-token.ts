import { runVedette } from '../hosts/index.ts';

/** A token, by default one that may send, made as a person makes one. */
export async function makeToken(
  stateHome: string,
  scope: 'ingest' | 'sign-ins' | 'view' | 'operate' = 'ingest',
): Promise<string> {
  const args = ['token', 'create', '--scope', scope, '--name', `for ${scope}`];
  const { stdout, stderr, exitCode } = await runVedette({ args, stateHome });
  if (exitCode !== 0) throw new Error(`no token: ${stderr}`);
  return stdout.trim();
}
