import type { Observation } from '../../findings/observation.ts';
import { TEST_CATALOG } from '../../findings/testing/test-catalog.ts';
import { judgeEvidence } from '../../judge/judge-evidence.ts';
import type { SweepView } from '../sweep-view.ts';

/** A record as an honest host sends it: its claims are what the rules say. */
export function honest(
  record: Partial<Observation> & Pick<Observation, 'section' | 'subject' | 'key'>,
): Observation {
  const whole = { value: '', evidence: [], held: [], failed: [], facts: {}, ...record };
  const codes = new Set([...whole.evidence, ...whole.held]);
  return {
    ...whole,
    claims: judgeEvidence(TEST_CATALOG.checks, whole.subject, codes).map(
      ({ check, disposition, severity }) => ({ check, disposition, severity }),
    ),
  };
}

/** An authorized key. */
export function key(name: string, value = 'v', evidence: readonly string[] = []): Observation {
  return honest({
    section: 'ssh',
    subject: 'key',
    key: name,
    value,
    evidence,
    facts: { user: name },
  });
}

/** A process. */
export function process(
  pid: number,
  evidence: readonly string[],
  facts: Readonly<Record<string, string>> = {},
): Observation {
  return honest({
    section: 'processes',
    subject: 'process',
    key: `${pid}:100`,
    evidence,
    facts: { pid: String(pid), start: '100', exe: `/opt/p${pid}`, uid: '0', ...facts },
  });
}

/** A complete sweep by root. */
export function view(
  observations: readonly Observation[],
  other: Partial<SweepView> = {},
): SweepView {
  return {
    host: 'web-1',
    now: '2026-01-01T00:00:00.000Z',
    boot: 'b',
    uid: '0',
    observations,
    complete: new Set(['host', 'processes', 'ssh']),
    blind: new Set(),
    selected: TEST_CATALOG.checks,
    catalog: TEST_CATALOG,
    ...other,
  };
}
