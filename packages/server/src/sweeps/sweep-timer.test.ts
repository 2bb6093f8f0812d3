import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { VedetteError } from '@vedette/core';
import { SweepReport, systemClock } from '@vedette/sweep';

import { hostReport, sweepReport } from '../findings/testing/sweep-report.ts';
import type { JournalRecord } from '../journal/journal.ts';
import type { SweepSignals } from './run-sweep.ts';
import { startSweepTimer, type SweepTimerSettings } from './sweep-timer.ts';

const LOOK_EVERY_MS = 2;
const HOUR_MS = 3_600_000;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(LOOK_EVERY_MS);
}

function settings(more: Partial<SweepTimerSettings>): {
  readonly settings: SweepTimerSettings;
  readonly kept: SweepReport[];
} {
  const kept: SweepReport[] = [];
  const append = async (record: JournalRecord): Promise<void> => {
    assert.ok(record.kind === 'sweep' && record.org === 'o');
    kept.push(SweepReport.parse(JSON.parse(record.report)));
  };
  const base = { append, org: 'o', everyMs: 1, clock: systemClock, random: () => 0.5 };
  const run = async (): Promise<SweepReport> => sweepReport(hostReport({ name: 'a' }));
  return { kept, settings: { ...base, run, log: () => {}, ...more } };
}

describe('startSweepTimer', () => {
  it('sweeps at once and again, never two at a time, and keeps every report', async () => {
    let [running, most, sweeps] = [0, 0, 0];
    const { kept, settings: given } = settings({
      run: async () => {
        running += 1;
        most = Math.max(most, running);
        await delay(LOOK_EVERY_MS);
        running -= 1;
        sweeps += 1;
        return sweepReport(hostReport());
      },
    });
    const timer = startSweepTimer(given);
    await until(() => kept.length >= 5);
    await timer.close();
    await timer.close();
    assert.equal(most, 1);
    assert.equal(kept.length, sweeps);
    assert.equal(timer.status().running, false);
  });

  it('waits from start to start, give or take a tenth', async () => {
    for (const [random, share] of [
      [0, 0.9],
      [0.999_999, 1.1],
    ] as const) {
      const more = { everyMs: 60, random: () => random };
      const { kept, settings: given } = settings(more);
      const startMs = systemClock.monotonicMs();
      const timer = startSweepTimer(given);
      await until(() => kept.length >= 3);
      const passedMs = systemClock.monotonicMs() - startMs;
      await timer.close();
      // A timer may be a millisecond early, and as late as the machine is busy.
      assert.ok(passedMs >= 2 * 60 * share - 4, `${passedMs} ms`);
    }
  });

  it('keeps a sweep that failed as one that saw none of the hosts, which closes nothing', async () => {
    let rounds = 0;
    const { kept, settings: given } = settings({
      run: async () => {
        rounds += 1;
        if (rounds > 1) throw new VedetteError('inventory-unreadable', { file: 'f', cause: 'c' });
        return sweepReport(hostReport({ name: 'a' }), hostReport({ name: 'b' }));
      },
    });
    const timer = startSweepTimer(given);
    await until(() => kept.length >= 2);
    await timer.close();
    const failed = kept[1];
    assert.deepEqual(
      failed?.hosts.map(({ name, status }) => [name, status]),
      [
        ['a', 'unreachable'],
        ['b', 'unreachable'],
      ],
    );
    assert.equal(failed?.hosts[0]?.problem?.code, 'inventory-unreadable');
    assert.ok(failed?.aborted);
    assert.ok(timer.status().failed >= 1);
    assert.match(timer.status().lastProblem ?? '', /inventory/);
  });

  it('sweeps at once when it is asked to, and not while it does already', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let rounds = 0;
    const run = async (): Promise<SweepReport> => {
      rounds += 1;
      if (rounds === 2) await held;
      return sweepReport(hostReport({ name: 'a' }));
    };
    const { kept, settings: given } = settings({ run, everyMs: HOUR_MS });
    const timer = startSweepTimer(given);
    assert.equal(timer.now(), false);
    await until(() => kept.length === 1 && timer.now());
    assert.equal(timer.now(), false);
    await until(() => timer.status().running);
    assert.equal(timer.now(), false);
    release();
    await until(() => kept.length === 2 && !timer.status().running);
    await timer.close();
    assert.equal(timer.now(), false);
    assert.equal(kept.length, 2);
  });

  it('goes on when a report cannot be kept, and counts it', async () => {
    const append = async (): Promise<never> => {
      throw new VedetteError('journal-full', {});
    };
    const timer = startSweepTimer(settings({ append }).settings);
    await until(() => timer.status().unrecorded >= 2);
    await timer.close();
  });

  it('lets what runs finish when it is closed, and ends it after a while', async () => {
    const asked: string[] = [];
    const run = async ({ stop, abort }: SweepSignals): Promise<SweepReport> =>
      new Promise((resolve) => {
        stop.addEventListener('abort', () => asked.push('stop'));
        abort.addEventListener('abort', () => {
          asked.push('abort');
          resolve({ ...sweepReport(hostReport({ status: 'incomplete' })), aborted: true });
        });
      });
    const { kept, settings: given } = settings({ run, everyMs: HOUR_MS, graceMs: 10 });
    const timer = startSweepTimer(given);
    await until(() => timer.status().running);
    await timer.close();
    assert.deepEqual(asked, ['stop', 'abort']);
    assert.equal(kept[0]?.aborted, true);
  });
});
