/** A step of the drill, by the name that `--only` takes. */
export type DrillStepId = 'hot' | 'tool' | 'shell';

/** What a step is, for somebody who has not seen it yet. */
export interface DrillStep {
  readonly id: DrillStepId;
  readonly title: string;
  /** Why an intruder does it. */
  readonly why: string;
  /** Why it does no harm. */
  readonly harmless: string;
  /** What should be found, and by which watch. */
  readonly shows: string;
  /** ATT&CK techniques that it plays. */
  readonly attack: readonly string[];
}

/** The steps in the order in which they are run. */
export const DRILL_STEPS: readonly DrillStep[] = [
  {
    id: 'hot',
    title: 'a copied program is deleted while it uses a core',
    why: 'miners remove their file, so that nothing is left to scan',
    harmless: 'a copy of /bin/sh that does nothing on one core until it is found, for 90 s at most',
    shows: 'sweep: deleted-exe, a slam-dunk (ambiguous where it got too little of a core)',
    attack: ['T1070.004', 'T1496'],
  },
  {
    id: 'tool',
    title: 'the web workload runs a tool that it has never run',
    why: 'what comes in through an application first looks around with tools of its own',
    harmless: 'a copy of /bin/sh that is called like a scanner and ends at once',
    shows: 'executions: a program from a scratch place that is new in this workload',
    attack: ['T1105', 'T1046'],
  },
  {
    id: 'shell',
    title: 'the web workload opens a reverse shell',
    why: 'the usual way to work by hand on a server that was broken into',
    harmless: 'to a listener of the drill on 127.0.0.1, which sends “id” and “exit”',
    shows: 'executions: a shell and its connection, new in this workload',
    attack: ['T1059.004'],
  },
];
