import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { listFindings } from '../findings/findings-book.ts';
import { readCheckpoint } from './checkpoint-file.ts';
import { arbitraryJournal } from './testing/arbitrary-journal.ts';
import { EngineScene } from './testing/engine-scene.ts';
import { foldAtOnce, type FoldedAtOnce } from './testing/fold-at-once.ts';
import { viewWorkload, viewWorkloads } from './views.ts';
import type { Engine } from './engine.ts';

const ORGS = ['one', 'two'] as const;

/** One life of an engine: how much it folds, how it ends, how often it writes checkpoints. */
const life = fc.record({
  entries: fc.integer({ min: 1, max: 12 }),
  isOrderly: fc.boolean(),
  checkpointEntries: fc.constantFrom(1, 3, 1_000),
  blockRows: fc.constantFrom(1, 7, 1_000),
  tells: fc.boolean(),
  trouble: fc.constantFrom(undefined, undefined, 'refused' as const, 'answer lost' as const),
});

function sameKnowledge(engine: Engine, { fold }: FoldedAtOnce): void {
  for (const org of ORGS) {
    assert.deepEqual(engine.workloads(org), viewWorkloads(fold, org, Date.now()));
    for (const { workload: name } of engine.workloads(org))
      assert.deepEqual(
        engine.workload(org, name),
        viewWorkload(fold, { org, name, nowMs: Date.now() }),
      );
    assert.deepEqual(engine.findings(org), listFindings(fold.findings, org));
    assert.deepEqual(engine.sweptHosts(org), fold.sweptHosts.list(org));
  }
}

describe('folding a journal', () => {
  test('comes to the same, wherever it is stopped or killed and begun again', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryJournal,
        fc.array(life, { minLength: 1, maxLength: 6 }),
        async (records, lives) => {
          const whole = foldAtOnce(records);
          await using scene = await EngineScene.open();
          let appended = 0;
          for (const { entries, isOrderly, tells, trouble, ...settings } of lives) {
            const engine = scene.engine(settings);
            if (trouble !== undefined) scene.events.troubles.push(trouble);
            await engine.start();
            for (const record of records.slice(appended, appended + entries)) {
              appended = await scene.append(record, tells ? engine : undefined);
              // Only of the last: the others it must find in the journal.
              if (appended === records.length) engine.take({ position: appended, record });
            }
            if (isOrderly && tells) await engine.settled(appended);
            await engine.close(isOrderly ? {} : { graceMs: 0 });
          }
          const last = scene.engine();
          await last.start();
          for (const record of records.slice(appended)) await scene.append(record, last);
          await last.stored(records.length);
          await last.settled(records.length);
          sameKnowledge(last, whole);
          await last.close();

          const rows = scene.events.rows.toSorted(
            (a, b) => a.position - b.position || a.index - b.index,
          );
          assert.deepEqual(rows, whole.rows);
          assert.deepEqual([...scene.events.coverage.values()], whole.coverage);
          const told = new Map(scene.told.map((change) => [change.id, change]));
          assert.deepEqual([...told.values()], whole.changes);
          const checkpoint = await readCheckpoint(scene.stateFolder);
          assert.deepEqual(checkpoint?.fold, whole.fold.toState());
        },
      ),
      { numRuns: 15 },
    );
  });
});
