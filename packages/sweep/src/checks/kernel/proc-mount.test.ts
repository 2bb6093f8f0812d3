import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { test } from 'node:test';

import { assembleProbe } from '../../probe/assemble-probe.ts';
import { SHELLS } from '../drift/probe-fixture.ts';
import { procMount } from './proc-mount.ts';

const HIDE = 'mount --make-rprivate / && mount --bind /proc/1 "/proc/$1" && shift && exec "$@"';
const canUnshare = spawnSync('unshare', ['-m', 'mount', '--make-rprivate', '/']).status === 0;

for (const { name, argv } of SHELLS) {
  const skip = canUnshare ? false : 'needs the right to make a mount namespace (root, unshare)';
  test(`a process that is really hidden by a bind mount is found (${name})`, { skip }, () => {
    const hidden = spawn('sleep', ['60'], { stdio: 'ignore' });
    try {
      const { stdout } = spawnSync(
        'unshare',
        ['-m', 'sh', '-c', HIDE, 'sh', `${hidden.pid}`, ...argv, '-s'],
        {
          input: assembleProbe({
            nonce: '0123456789abcdef',
            checks: [procMount],
            wallSecondsMax: 30,
            cpuSecondsMax: 10,
          }),
          encoding: 'utf8',
        },
      );
      const found = stdout.split('\n').filter((line) => line.includes(' item subject=proc-mount '));
      assert.equal(found.length, 1);
      assert.match(found[0] ?? '', new RegExp(`key=/proc/${hidden.pid} .* shows=1 `));
      assert.ok(found[0]?.endsWith('verdict=proc-mount:slam-dunk:critical'));
    } finally {
      hidden.kill();
    }
  });
}
