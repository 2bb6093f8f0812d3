import { z } from 'zod';

import { ServerFinding } from './finding.ts';

const Count = z.number().int().nonnegative();

/** Masked commands that one finding may be about: a process tree of an intruder has tens. */
export const KEYS_MAX = 32;
/** Processes of one tree that are remembered. */
export const PROCESSES_MAX = 256;

/** A finding and what is needed to know it again. */
export const KeptFinding = z.strictObject({
  finding: ServerFinding,
  /** Shapes, or the sweep's own fingerprint. */
  keys: z.array(z.string()).min(1).max(KEYS_MAX),
  /** Program of an execution, check of a sweep: what the scope `workload` is about. */
  program: z.string(),
  /** The finding whose expectation covers it. */
  coveredBy: z.string().nullable(),
  /** How often it changed; with the journal's time it names a change. */
  changes: Count,
  /** Sweep: how many checks were asked for when it was last seen. */
  checksAsked: Count,
});
export type KeptFinding = z.infer<typeof KeptFinding>;

/** Processes that descend from where something new happened. */
export const ProcessTree = z.strictObject({
  workload: z.string(),
  /** Names of processes on their host. */
  processes: z.array(z.string()).max(PROCESSES_MAX),
  /** Time of the events, by their host's clock. */
  lastMs: z.number().nonnegative(),
  /** The same by the journal's. */
  receivedMs: z.number().nonnegative(),
  finding: z.string(),
});
export type ProcessTree = z.infer<typeof ProcessTree>;

/** What an organisation has to look at. */
export const OrgFindings = z.strictObject({
  org: z.string(),
  findings: z.array(KeptFinding),
  trees: z.array(ProcessTree),
  /** Given up for newer ones: resolved, or less serious than those. */
  evicted: Count,
  /** Verdicts that found no room, because everything kept is unresolved and as serious. */
  refused: Count,
  /** Commands about a finding that is not there. */
  unknown: Count,
});
export type OrgFindings = z.infer<typeof OrgFindings>;

/** Everything that is known of findings, as plain data for a checkpoint. */
export const FindingsState = z.strictObject({ orgs: z.array(OrgFindings) });
export type FindingsState = z.infer<typeof FindingsState>;
