/** What a fold counts since the process began; none of it decides anything. */
export interface FoldCounters {
  batches: number;
  /** Batches that were known already, and changed nothing. */
  repeatedBatches: number;
  events: number;
  scored: number;
  /** Events that reached their workload's threshold. */
  alerted: number;
  sweeps: number;
  /** Reports that are not in the form that this version reads. */
  unreadableSweeps: number;
  commands: number;
  /** Commands about something that is not there, or that is as asked for already. */
  idleCommands: number;
  /** Workloads of which nothing was left within the retention. */
  forgottenWorkloads: number;
}

/** Nothing counted yet. */
export function noFoldCounters(): FoldCounters {
  return {
    batches: 0,
    repeatedBatches: 0,
    events: 0,
    scored: 0,
    alerted: 0,
    sweeps: 0,
    unreadableSweeps: 0,
    commands: 0,
    idleCommands: 0,
    forgottenWorkloads: 0,
  };
}
