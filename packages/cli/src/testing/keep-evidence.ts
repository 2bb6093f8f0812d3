import {
  type ActionEvent,
  openActionLog,
  openEvidenceStore,
  type Plan,
  stateFolder,
  type TargetIdentity,
} from '@vedette/sweep';

/** When everything happened. */
const EVIDENCE_AT = new Date('2026-01-01T00:00:00.000Z');

const TARGET: TargetIdentity = {
  bootId: '01234567-89ab-cdef-0123-456789abcdef',
  pid: 4242,
  startTicks: 77,
  exe: '1:2',
};
const PLAN: Plan = {
  method: 'cgroup2',
  members: [{ pid: 4242, startTicks: 77, exe: '1:2', role: 'target', stopped: false }],
  programBytes: 5,
};
const FINDING = { id: 'F-0123456789', check: 'deleted-exe', summary: './x\u001b[2J (deleted)' };

/** One preserved thing. */
export interface KeptItem {
  readonly name: string;
  readonly text: string;
}

/** Keeps the evidence of one containment and its log, as a sweep would have. */
export async function keepEvidence(
  env: Readonly<Record<string, string>>,
  id: string,
  items: readonly KeptItem[],
): Promise<void> {
  const folder = stateFolder(env);
  const now = (): Date => EVIDENCE_AT;
  const log = openActionLog({ folder, now });
  const note = async (event: ActionEvent): Promise<void> => {
    await log.append({ action: id, host: 'web-1', who: 'ann', event });
  };
  const store = openEvidenceStore({ folder, log, now, version: '0.0.0' });
  await note({ kind: 'planned', by: 'sweep', target: TARGET, plan: PLAN, finding: FINDING });
  const bundle = await store.create(id, 1);
  for (const { name, text } of items) {
    const writer = bundle.startItem({
      name,
      source: `/proc/4242/${name}\u001b[2J`,
      phase: 'after-freeze',
    });
    writer.write(Buffer.from(text));
    writer.end({ status: 'whole' });
  }
  await note({ kind: 'captured', bytes: 5 });
  await note({ kind: 'freezing' });
  await note({ kind: 'frozen', plan: PLAN });
  const { manifestSha256 } = await bundle.seal({
    ...{ host: 'web-1', target: TARGET, plan: PLAN, finding: FINDING, who: 'ann' },
    ...{ outcome: 'frozen', sealedAt: EVIDENCE_AT },
  });
  await note({ kind: 'sealed', manifestSha256 });
}
