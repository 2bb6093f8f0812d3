import { z } from 'zod';

import type { TestHost } from '../hosts/index.ts';
import type { Controller } from './ground.ts';

/** What `vedette freeze --json` prints, as far as tests read it. */
const FreezeSaid = z.object({
  confirm: z.string(),
  result: z.object({ id: z.string(), state: z.string() }).nullable(),
});
type FreezeSaid = z.infer<typeof FreezeSaid>;

/** Freezes a process as a person does: reads the plan, confirms it. Returns its evidence. */
export async function freezeByHand(
  controller: Controller,
  { name }: Pick<TestHost, 'name'>,
  pid: number,
): Promise<string> {
  const words = ['freeze', '--host', name, '--pid', String(pid), '--json'] as const;
  const planned = await controller.run(...words);
  const { confirm } = said(planned.stdout, planned.stderr);
  const frozen = await controller.run(...words, `--confirm=${confirm}`);
  const { result } = said(frozen.stdout, frozen.stderr);
  if (frozen.exitCode === 0 && result?.state === 'frozen') return result.id;
  throw new Error(`not frozen: exit ${frozen.exitCode}: ${frozen.stdout}${frozen.stderr}`);
}

function said(stdout: string, stderr: string): FreezeSaid {
  if (stdout === '') throw new Error(`nothing was said: ${stderr}`);
  return FreezeSaid.parse(JSON.parse(stdout));
}
