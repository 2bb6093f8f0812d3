import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

import type { ActionEvent } from '../../action/action-event.ts';
import type { ActionId } from '../../action/containment.ts';
import { type ActionLog, openActionLog } from '../action-log.ts';
import { type EvidenceStore, openEvidenceStore, type SealContext } from '../evidence-store.ts';

export const ID: ActionId = 'E-20260102-0123abcd';
export const OTHER_ID: ActionId = 'E-20260103-0123abcd';

const TARGET = {
  bootId: '7f1d2c3a-1111-4222-8333-444455556666',
  pid: 4_242,
  startTicks: 99,
  exe: '1:2',
};
const PLAN = { method: 'signal' as const, members: [], programBytes: 3 };

export const PLANNED: ActionEvent = {
  ...{ kind: 'planned', by: 'sweep', target: TARGET, plan: PLAN },
  finding: { id: 'F-1', check: 'miner', summary: 'hostile "text"\n\u001b[2J' },
};

/** What is said at sealing. */
export function sealContext(day = '2026-01-02'): SealContext {
  return {
    ...{ host: 'web-1', target: TARGET, plan: PLAN, finding: null, who: 'ann', outcome: 'frozen' },
    sealedAt: new Date(`${day}T00:00:00.000Z`),
  };
}

export interface TestEvidence {
  readonly folder: string;
  readonly store: EvidenceStore;
  readonly log: ActionLog;
}

/** Log and store of one state folder, which is there already. */
export function openEvidence(folder: string, bytesMax?: number): TestEvidence {
  const now = (): Date => new Date('2026-01-02T00:00:00.000Z');
  const log = openActionLog({ folder, now, ...(bytesMax === undefined ? {} : { bytesMax }) });
  return { folder, log, store: openEvidenceStore({ folder, log, now, version: '0.0.0' }) };
}

/** The same in a folder that is removed afterwards. */
export function temporaryEvidence(t: Pick<TestContext, 'after'>, bytesMax?: number): TestEvidence {
  return openEvidence(temporaryFolder(t), bytesMax);
}

export function temporaryFolder(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-evidence-'));
  t.after(() => {
    unlock(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Lets a test change what was sealed, whoever runs it. */
export function unlock(folder: string): void {
  execFileSync('chmod', ['-R', 'u+rwX', folder]);
}

/** What a test of a full disk needs. */
export const NEEDS_MOUNT =
  process.getuid?.() === 0 ? {} : { skip: 'only root may mount the small file system it fills' };

/** A folder on a file system of its own, of so many bytes. */
export function smallDisk(t: Pick<TestContext, 'after'>, bytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  t.after(() => {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** One action: logged, two items, sealed, logged. */
export async function sealOne(
  { store, log }: TestEvidence,
  id: ActionId = ID,
  day?: string,
): Promise<void> {
  const entry = { action: id, host: 'web-1', who: 'ann' };
  await log.append({ ...entry, event: PLANNED });
  const bundle = await store.create(id, 0);
  for (const [name, content] of [
    ['exe', '\u007fELF program'],
    ['environ', 'A=1\0B=2'],
    ['empty', ''],
  ] as const) {
    const item = bundle.startItem({ name, source: `/proc/1/${name}`, phase: 'after-freeze' });
    item.write(Buffer.from(content));
    item.end({ status: 'whole', note: 'of the "host"' });
  }
  const { manifestSha256 } = await bundle.seal(sealContext(day));
  await log.append({ ...entry, event: { kind: 'sealed', manifestSha256 } });
}
