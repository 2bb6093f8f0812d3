import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestHost } from '../hosts/index.ts';
import type { HostOptions } from '../hosts/test-host.ts';
import { command } from '../fixtures/plant/command.ts';
import { writeFile } from '../fixtures/plant/host-file.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const LIES = '/srv/lies';
/** What is evidence of a slam-dunk whoever looks at it. */
const EVIDENCE = 'evidence=deleted,pegged,scratch verdict=deleted-exe:slam-dunk:critical';

/** A host that answers honestly until it is told to lie. */
export const LIAR: HostOptions = {
  name: 'liar',
  system: 'debian',
  loginShell: read('liar-shell.sh'),
};

/** A process as a liar names it. */
export interface Claimed {
  readonly pid: number;
  readonly start: number;
  /** Device and inode of its program. */
  readonly exe: string;
  readonly container?: string;
}

/** Who a process of the host really is. */
export async function truth(host: TestHost, pid: number): Promise<Claimed> {
  const stat = await command(host, ['cat', `/proc/${pid}/stat`]);
  const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
  const exe = await command(host, ['stat', '-L', '-c', '%d:%i', `/proc/${pid}/exe`]);
  return { pid, start: Number(fields[19]), exe: exe.trim() };
}

/** Makes every sweep of the host say that these processes are malware; `session`: also its own. */
export async function claim(
  host: TestHost,
  claimed: readonly Claimed[],
  { session = false, boot }: { readonly session?: boolean; readonly boot?: string } = {},
): Promise<void> {
  const named = claimed.map(({ pid, start, exe, container }) => {
    const inside = container === undefined ? '' : ` container=${container}`;
    return lie(`pid=${pid} start=${start} exe_dev_inode=${exe}${inside}`);
  });
  const lines = [...named, ...(session ? [lie('SESSION')] : []), ''];
  await writeFile(host, `${LIES}/claims`, lines.join('\n'));
  await writeFile(host, `${LIES}/sweep`, read('claim-slam-dunks.sh'));
  if (boot !== undefined) await writeFile(host, `${LIES}/boot`, boot);
}

/** Makes the host answer one step of a containment by shell code of its own. */
export function answer(host: TestHost, step: string, code: string): Promise<void> {
  return writeFile(host, `${LIES}/${step}`, code);
}

/** Makes the host honest again. */
export async function confess(host: TestHost): Promise<void> {
  await command(host, ['rm', '-rf', LIES]);
}

function lie(who: string): string {
  return `process ${who} ppid=1 uid=0 age=100 cpu_now=100 cpu_life=100 threads=1 exe=/tmp/x%20%28deleted%29 comm=x argv=x cwd=/tmp exe_size=1 ${EVIDENCE}`;
}
