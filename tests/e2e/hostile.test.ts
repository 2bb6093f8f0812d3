// Hosts that lie, flood, hang and forge, each behind a real sshd, swept by the real command.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import {
  FAULTLESS_LIAR,
  HOSTILE_BEHAVIOURS,
  hostileHost,
  type HostsSwept,
  inventoryToml,
  missingRequirements,
  processesMentioning,
  runVedette,
  startFleet,
  sweepHosts,
  type TestFleet,
  type TestHost,
  until,
  type VedetteEnd,
} from './hosts/index.ts';

const TIMEOUT_SECS = 10;
const CONCURRENCY = 8;
const settings = { ssh_timeout_secs: TIMEOUT_SECS, concurrency: CONCURRENCY };
/**
 * Node with the command loaded has some 120 MB; beyond it a host is allowed what FRAME_LIMITS
 * bounds it to. Unbounded, one endless host alone would pass this in the time it has.
 */
const MEMORY_MAX_BYTES = 512 * 1024 * 1024;
/** What moves a cursor, ends a line, or reorders text, in the terms of a terminal. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

describe('hostile hosts', { skip: missingRequirements() }, () => {
  let fleet: TestFleet;
  let hosts: TestHost[];
  let swept: HostsSwept;
  let text: VedetteEnd;
  let stateHome: string;

  before(async () => {
    fleet = await startFleet();
    stateHome = mkdtempSync(join(fleet.dir, 'state-'));
    hosts = await Promise.all(HOSTILE_BEHAVIOURS.map((one) => fleet.add(hostileHost(one))));
    hosts.push(
      await fleet.add({ name: 'honest', system: 'busybox' }),
      await fleet.add(hostileHost(FAULTLESS_LIAR)),
    );
    swept = await sweepHosts({ fleet, hosts, settings, stateHome });
    const inventory = inventoryToml({ fleet, hosts, settings, file: 'text.toml' });
    text = await runVedette({
      args: ['sweep', '--inventory', inventory, '--verbose'],
      stateHome: mkdtempSync(join(fleet.dir, 'state-')),
    });
  });
  after(() => fleet.close());

  for (const { name } of HOSTILE_BEHAVIOURS) {
    it(`${name}: is survived, bounded, and never called clean`, () => {
      const { status, findings, baseline, durationMs, bytesReceived } = swept.host(name);
      assert.notEqual(status, 'clean');
      // What a host says of itself may be looked at by a person; nothing here may be acted upon.
      assert.deepEqual(
        findings.filter(({ disposition }) => disposition === 'slam-dunk'),
        [],
      );
      assert.notEqual(baseline.state, 'watching');
      assert.ok(durationMs < 3 * TIMEOUT_SECS * 1_000, `${durationMs} ms`);
      assert.ok(bytesReceived <= 4 * 1024 * 1024, `${bytesReceived} bytes`);
    });
  }

  for (const name of [
    'wrong-length',
    'frame-twice',
    'sequence-gap',
    'section-again',
    'unknown-section',
    'wrong-count',
    'inherited-names',
    'forged-verdict',
    'impossible-numbers',
    'path-names',
  ]) {
    it(`${name}: is said to send what the probe does not`, () => {
      const { status, violations, coverage } = swept.host(name);
      assert.equal(status, 'incomplete');
      assert.ok(violations > 0);
      assert.ok(coverage.some(({ check, effect }) => check === 'wire' && effect === 'blind'));
    });
  }

  it('leaves the honest host beside them clean', () => {
    const { status, coverage } = swept.host('honest');
    assert.equal(status, 'clean', JSON.stringify(coverage));
  });

  it('believes the same frames where they have no fault', () => {
    assert.deepEqual(
      [swept.host(FAULTLESS_LIAR.name).status, swept.host(FAULTLESS_LIAR.name).violations],
      ['clean', 0],
    );
  });

  it('comes to its end with an exit code of its own, in both formats', () => {
    for (const { exitCode, stderr } of [swept, text]) {
      assert.ok(exitCode === 1 || exitCode === 3, `${exitCode}: ${stderr}`);
      assert.doesNotMatch(stderr, /internal error/);
    }
  });

  it('holds its memory', () => {
    for (const { peakBytes } of [swept, text]) {
      assert.ok(peakBytes > 0 && peakBytes < MEMORY_MAX_BYTES, `${peakBytes} bytes`);
    }
  });

  it('prints nothing that a terminal would obey', () => {
    assert.equal(swept.host('escapes-everywhere').findings.length, 1);
    assert.match(text.stdout, /cleared/);
    for (const { stdout, stderr } of [swept, text]) {
      for (const line of `${stdout}\n${stderr}`.split('\n')) assert.doesNotMatch(line, UNSAFE);
    }
  });

  it('names no file after what a host says', () => {
    const files = readdirSync(stateHome, { recursive: true }).map(String);
    assert.deepEqual(
      files.filter((path) => /passwd|\.\.|tmp/.test(path)),
      [],
    );
  });

  it('leaves no ssh of its own', async () => {
    const left = await until(
      () => processesMentioning(fleet.sshConfig),
      (list) => list.length === 0,
    );
    assert.deepEqual(left, []);
  });
});
