import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { test } from 'node:test';

import { judgeEvidence } from '../../judge/judge-evidence.ts';
import { assembleProbe } from '../../probe/assemble-probe.ts';
import * as containers from '../containers/index.ts';
import { SHELLS } from '../drift/probe-fixture.ts';
import * as hidden from '../hidden/index.ts';
import * as kernel from '../kernel/index.ts';
import * as preload from '../preload/index.ts';
import * as setuid from './index.ts';

const CHECKS = [kernel, preload, containers, hidden, setuid].flatMap(({ checks }) => [...checks]);
const NOBODY = 65_534;
const needsRoot = process.getuid?.() === 0 ? false : 'needs root';

/** The fields of each record of a sweep of this machine itself. */
function sweepThisHost(argv: readonly string[], uid = 0): Map<string, string>[] {
  const [command = 'sh', ...args] = argv;
  const { stdout, stderr } = spawnSync(command, [...args, '-s'], {
    input: assembleProbe({
      nonce: '0123456789abcdef',
      checks: CHECKS,
      wallSecondsMax: 60,
      cpuSecondsMax: 20,
    }),
    env: {},
    cwd: '/',
    encoding: 'utf8',
    uid,
    gid: uid,
  });
  assert.equal(stderr, '');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').slice(4))
    .map(([type = '', ...fields]) => {
      const pairs = fields.map((field) => field.split('=', 2).map(decodeURIComponent));
      return new Map([
        ['type', type],
        ...pairs.map(([name = '', value = '']): [string, string] => [name, value]),
      ]);
    });
}

for (const shell of SHELLS) {
  test(
    `nothing alerts at once on this machine, and nothing is unseen (${shell.name})`,
    { skip: needsRoot },
    () => {
      const records = sweepThisHost(shell.argv);
      assert.equal(records.at(-1)?.get('type'), 'finish');
      assert.ok(records.every((record) => record.get('status') !== 'incomplete'));
      assert.deepEqual(
        records.filter((record) => record.get('effect') === 'blind'),
        [],
      );
      // Other tests put setuid files and hidden programs below the temporary directory meanwhile.
      const own = records.filter((record) => !record.get('key')?.startsWith(tmpdir()));
      const alerts = own.flatMap((record) =>
        judgeEvidence(
          CHECKS,
          record.get('subject') ?? '',
          new Set(record.get('evidence')?.split(',')),
        ).filter(({ disposition, onChange }) => disposition !== 'benign' && !onChange),
      );
      assert.deepEqual(alerts, []);
      assert.ok(own.some((record) => record.get('key') === '/usr/bin/su'));
    },
  );

  test(`without root, what cannot be seen is said (${shell.name})`, { skip: needsRoot }, () => {
    const records = sweepThisHost(shell.argv, NOBODY);
    assert.ok(records.every((record) => record.get('status') !== 'incomplete'));
    const blind = new Set(
      records
        .filter((record) => record.get('effect') === 'blind')
        .map((record) => record.get('check')),
    );
    for (const check of ['hidden-file', 'setuid-file', 'shell-history'])
      assert.ok(blind.has(check), check);
    assert.ok(records.some((record) => record.get('key') === '/usr/bin/su'));
  });
}
