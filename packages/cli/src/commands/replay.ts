import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';

import { escapeText, safeJson, VedetteError } from '@vedette/core';
import {
  ALERT_SCORE,
  type BadLine,
  eachEvent,
  ExecutionScorer,
  type ReplayCounts,
  replayEvent,
  type ReplayLine,
  splitLines,
} from '@vedette/executions';

import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

/** The options of `vedette replay`. */
export interface ReplayOptions {
  /** What is normal; without it nothing is, or only what came before, with `online`. */
  readonly learn?: string;
  readonly online?: boolean;
  readonly json?: boolean;
}

/** Bad lines that are told one by one; all are counted. */
const TOLD_MAX = 20;
/** Lines written at once. */
const BATCH_LINES = 256;

/** `vedette replay FILE`: recorded executions through the scorer; returns the exit code. */
export async function replay(
  here: Surroundings,
  file: string,
  options: ReplayOptions,
): Promise<number> {
  const scorer = new ExecutionScorer();
  let incomplete = false;
  if (options.learn !== undefined) {
    const learned = await read(here, options.learn, (event) => scorer.learn(event));
    scorer.endLearning();
    incomplete = learned.bad > 0;
    tellCounts(here, options.learn, learned, 'learned from');
  }
  const output = createOutput(here, options.json === true);
  let alertable = 0;
  const counts = await read(here, file, (event) => {
    const line = replayEvent(scorer, event, { online: options.online === true });
    if (isAlertable(line)) alertable += 1;
    output.take(line, event.argv);
  });
  output.end();
  tellCounts(here, file, counts, 'scored');
  if (options.json !== true) here.stderr.write(`${alertable} reach ${ALERT_SCORE}\n`);
  if (scorer.refused > 0)
    here.stderr.write(`${scorer.refused} events of too many workloads were not learned from\n`);
  if (alertable > 0) return EXIT_CODES.altered;
  return incomplete || counts.bad > 0 ? EXIT_CODES.incomplete : EXIT_CODES.ok;
}

/** While a workload is being learned everything is new, and nothing is alerted about. */
function isAlertable({ score, state }: ReplayLine): boolean {
  return state === 'watching' && score >= ALERT_SCORE;
}

type Take = Parameters<typeof eachEvent>[1];

async function read(here: Surroundings, file: string, take: Take): Promise<ReplayCounts> {
  let told = 0;
  const onBad = ({ line, problem }: BadLine): void => {
    if ((told += 1) <= TOLD_MAX)
      here.stderr.write(`${escapeText(file)}:${line}: ${escapeText(problem)}\n`);
  };
  const stream = createReadStream(resolve(here.cwd, file));
  try {
    return await eachEvent(splitLines(stream), take, onBad);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new VedetteError('usage', { problem: `cannot read ${file}: ${error.message}` });
  } finally {
    stream.destroy();
  }
}

interface ReplayOutput {
  readonly take: (line: ReplayLine, argv: readonly string[]) => void;
  readonly end: () => void;
}

function createOutput(here: Surroundings, json: boolean): ReplayOutput {
  let batch: string[] = [];
  const end = (): void => {
    if (batch.length > 0) here.stdout.write(batch.join(''));
    batch = [];
  };
  return {
    take(line, argv) {
      if (!json && !isAlertable(line)) return;
      batch.push(json ? `${safeJson(line)}\n` : lineText(line, argv));
      if (batch.length >= BATCH_LINES) end();
    },
    end,
  };
}

function lineText(
  { score, workload, reasons, nearest }: ReplayLine,
  argv: readonly string[],
): string {
  const why = reasons.map(({ contribution, text }) => {
    const signed = contribution >= 0 ? `+${contribution.toFixed(2)}` : contribution.toFixed(2);
    return `      ${signed} ${text}\n`;
  });
  const like = nearest === null ? '' : `      nearest: ${escapeText(nearest.argv.join(' '))}\n`;
  const head = `${score.toFixed(2)}  ${escapeText(workload)}  ${escapeText(argv.join(' '))}\n`;
  return head + why.join('') + like;
}

function tellCounts(here: Surroundings, file: string, counts: ReplayCounts, did: string): void {
  const { events, skipped, bad } = counts;
  here.stderr.write(
    `${escapeText(file)}: ${did} ${events} events, skipped ${skipped} of other kinds, ` +
      `${bad} bad lines\n`,
  );
}
