import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { VedetteError } from '@vedette/core';
import { SweepReport, systemClock } from '@vedette/sweep';

import { listFindings, openFindings } from '../findings/findings-book.ts';
import { foldSweep } from '../findings/fold-sweep.ts';
import { runSweep, type SweepRunSettings } from './run-sweep.ts';

const NEVER = new AbortController().signal;

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-sweeps-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function settings(folder: string, inventory: string | null = null): SweepRunSettings {
  return {
    ...{ inventory, cwd: folder, env: { ...process.env, XDG_STATE_HOME: folder } },
    ...{ clock: systemClock, random: Math.random, who: 'server', version: 'test' },
  };
}

describe('runSweep', () => {
  it('sweeps this host where there is no inventory, and what it finds becomes findings', async () => {
    await inFolder(async (folder) => {
      const swept = await runSweep(settings(folder), { stop: NEVER, abort: NEVER });
      const report = SweepReport.parse(JSON.parse(JSON.stringify(swept)));
      const [host, ...others] = report.hosts;
      assert.deepEqual(others, []);
      assert.equal(host?.name, hostname());
      assert.notEqual(host.status, 'unreachable');
      const book = openFindings();
      foldSweep(book, { org: 'o', report, receivedMs: Date.parse(report.startedAt) });
      const told = host.findings.filter(({ disposition }) => disposition !== 'benign');
      const distinct = new Set(told.map(({ fingerprint }) => fingerprint));
      assert.equal(listFindings(book, 'o').length, distinct.size);
    });
  });

  it('says of a host that it could not be reached, and begins none when it is stopped', async () => {
    await inFolder(async (folder) => {
      const config = join(folder, 'ssh_config');
      await writeFile(config, 'Host away\n  HostName 127.0.0.1\n  Port 1\n  BatchMode yes\n');
      const inventory = join(folder, 'fleet.toml');
      await writeFile(
        inventory,
        `[settings]\nssh_config = "${config}"\n\n[[host]]\nssh = "away"\n`,
      );
      const given = settings(folder, inventory);
      const report = await runSweep(given, { stop: NEVER, abort: NEVER });
      assert.deepEqual(
        report.hosts.map(({ name, status }) => [name, status]),
        [['away', 'unreachable']],
      );
      const ended = AbortSignal.abort();
      const cut = await runSweep(given, { stop: ended, abort: ended });
      assert.ok(cut.aborted);
      assert.equal(cut.hosts[0]?.problem?.code, 'not-started');
    });
  });

  it('says which inventory cannot be read', async () => {
    await inFolder(async (folder) => {
      const missing = settings(folder, join(folder, 'none.toml'));
      await assert.rejects(
        runSweep(missing, { stop: NEVER, abort: NEVER }),
        (error) => error instanceof VedetteError && error.code === 'inventory-unreadable',
      );
    });
  });
});
