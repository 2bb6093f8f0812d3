import { boundArguments, boundText } from '../findings/bound-text.ts';
import type { ServerFinding } from '../findings/finding.ts';
import type { ProcessNode, ProcessTree } from './process-node.ts';

const NO_PROCESS = 'it is about no process';

/** The process that a finding's facts tell of, and the parent that they name. */
export function factsTree(finding: ServerFinding, note: string | null): ProcessTree {
  const node = nodeOf(finding);
  if (node === undefined) return { nodes: [], truncated: false, note: note ?? NO_PROCESS };
  const parent = parentOf(finding, node);
  if (parent === undefined) return { nodes: [node], truncated: false, note };
  return { nodes: [parent, { ...node, parentId: parent.id }], truncated: false, note };
}

const NOTHING = {
  ...{ parentId: null, score: null, finding: null, eventId: null, endMs: null, exit: null },
  connections: [],
} as const satisfies Partial<ProcessNode>;

function nodeOf(finding: ServerFinding): ProcessNode | undefined {
  const { facts, firstMs, score, id } = finding;
  const pid = numberOf(facts['pid']);
  if (pid === null) return undefined;
  const { argv } = facts;
  return {
    ...{ ...NOTHING, connections: [], id: `pid:${pid}`, pid, host: hostOf(finding) },
    ...{ exe: textOf(facts['exe']), comm: textOf(facts['comm']), uid: numberOf(facts['uid']) },
    // A sweep tells the arguments as one text.
    argv: Array.isArray(argv) ? boundArguments(argv) : argv === undefined ? [] : [textOf(argv)],
    ...{ t: firstMs, score, finding: id, isSubject: true },
  };
}

function parentOf({ facts }: ServerFinding, { host }: ProcessNode): ProcessNode | undefined {
  const pid = numberOf(facts['ppid']);
  if (pid === null || pid === 0) return undefined;
  return {
    ...{ ...NOTHING, connections: [], id: `pid:${pid}`, pid, host, comm: textOf(facts['parent']) },
    ...{ exe: '', argv: [], uid: null, t: null, isSubject: false },
  };
}

function hostOf({ watch, subject, facts, hosts }: ServerFinding): string {
  if (watch === 'sweep') return subject;
  return textOf(facts['host']) || (hosts[0] ?? '');
}

function numberOf(fact: ServerFinding['facts'][string] | undefined): number | null {
  return typeof fact === 'number' && Number.isInteger(fact) && fact >= 0 ? fact : null;
}

function textOf(fact: ServerFinding['facts'][string] | undefined): string {
  return typeof fact === 'string' ? boundText(fact) : '';
}
