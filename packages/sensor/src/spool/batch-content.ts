import { addCoverage, emptyCoverage, SensorCoverage } from '@vedette/core';

import { decodeFrames, type SpoolRecord } from './frames.ts';

/** What a batch holds. */
export interface BatchContent {
  readonly records: readonly SpoolRecord[];
  readonly coverage: SensorCoverage;
  /** Bytes at the end that a kill or a full disk left behind. */
  readonly torn: number;
}

/**
 * Reads a file of the spool, closed properly or not. The last coverage in it holds; what was
 * written after that was received, or it would not be there.
 */
export function readBatch(file: Buffer): BatchContent {
  const { frames, torn } = decodeFrames(file);
  const records: SpoolRecord[] = [];
  let told = emptyCoverage();
  let after = 0;
  for (const frame of frames) {
    if (frame.type === 'record') {
      records.push(frame.record);
      after += 1;
    } else {
      const coverage = parseCoverage(frame.json);
      if (coverage === undefined) continue;
      told = coverage;
      after = 0;
    }
  }
  return { records, coverage: addCoverage(told, { ...emptyCoverage(), received: after }), torn };
}

/** An older sensor's coverage may have other fields: then only the events are counted. */
function parseCoverage(json: string): SensorCoverage | undefined {
  try {
    return SensorCoverage.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
