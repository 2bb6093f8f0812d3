import { runVedette } from '../hosts/index.ts';

/** A token that may send, made as a person makes one. */
export async function makeToken(stateHome: string): Promise<string> {
  const args = ['token', 'create', '--scope', 'ingest', '--name', 'a sensor'];
  const { stdout, stderr, exitCode } = await runVedette({ args, stateHome });
  if (exitCode !== 0) throw new Error(`no token: ${stderr}`);
  return stdout.trim();
}
