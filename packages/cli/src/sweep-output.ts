import { safeJson } from '@vedette/core';
import { footText, headText, type HostReport, hostText, type SweepReport } from '@vedette/sweep';

import { layoutFor } from './layout.ts';
import type { Surroundings } from './surroundings.ts';

/** Where the results of a sweep go as they come. */
export interface SweepOutput {
  readonly begin: (round: { readonly hosts: number; readonly armed: boolean }) => void;
  readonly host: (report: HostReport) => void;
  readonly end: (report: SweepReport) => void;
}

/** How results are wanted. */
export interface OutputChoice {
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly every?: number;
  readonly verbose?: boolean;
  readonly color: boolean;
  readonly armed: boolean;
}

const JSON_INDENT = 2;
const nothing = (): void => {};

/** Text for people; one document with `--json`, one a round and line with `--every`. */
export function createSweepOutput(here: Surroundings, choice: OutputChoice): SweepOutput {
  const print = (text: string): void => here.stdout.write(`${text}\n`);
  if (choice.ndjson === true) {
    return { begin: nothing, host: (report) => print(safeJson(report)), end: nothing };
  }
  if (choice.json === true) {
    const indent = choice.every === undefined ? JSON_INDENT : undefined;
    return { begin: nothing, host: nothing, end: (report) => print(safeJson(report, indent)) };
  }
  const { color, verbose = false, armed } = choice;
  const layout = { ...layoutFor(here, { color, verbose }), armed };
  return {
    begin: ({ hosts, armed }) => print(headText(hosts, armed, layout)),
    host: (report) => print(hostText(report, layout)),
    end: ({ hosts }) =>
      print(`${footText(hosts, layout)}${choice.every === undefined ? '' : '\n'}`),
  };
}
