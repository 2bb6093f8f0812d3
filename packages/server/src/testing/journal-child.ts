/**
 * A journal in a process of its own, to be killed by a test or to have its disk filled: appends
 * until it is killed, several at a time, and says on stdout what became of each: `N POSITION`
 * once it is acknowledged, `refused CODE`, and `trim POSITION` before that is asked for.
 */
import { VedetteError } from '@vedette/core';

import { openJournal } from '../journal/open-journal.ts';
import { bodyOf } from './journal-bodies.ts';

const [folder = '', from = '0', trimEvery = '0', refusals = '0'] = process.argv.slice(2);
const SEGMENT_BYTES = 64 * 1024;
const BYTES_MAX = 1024 ** 3;
const WRITERS = 8;

const journal = await openJournal({ folder, bytesMax: BYTES_MAX, segmentBytes: SEGMENT_BYTES });
let number = Number(from);
let refusalsLeft = Number(refusals);
process.stdout.write(`open ${journal.end}\n`);

async function write(): Promise<void> {
  while (refusalsLeft >= 0) {
    number += 1;
    const own = number;
    try {
      const position = await journal.append({
        ...{ kind: 'batch', org: 'o', receivedMs: own, batchId: String(own) },
        ...{ format: 'otlp-json', body: bodyOf(own) },
      });
      process.stdout.write(`${own} ${position}\n`);
      if (Number(trimEvery) > 0 && own % Number(trimEvery) === 0) {
        process.stdout.write(`trim ${position}\n`);
        await journal.trim(position);
      }
    } catch (error) {
      refusalsLeft -= 1;
      process.stdout.write(
        `refused ${error instanceof VedetteError ? error.code : String(error)}\n`,
      );
    }
  }
}

await Promise.all(Array.from({ length: WRITERS }, write));
await journal.trim(journal.end);
const position = await journal.append({
  ...{ kind: 'sweep', org: 'o', receivedMs: 0, report: '' },
});
process.stdout.write(`after ${position}\n`);
await journal.close();
