// A host that answers the steps of a containment as it likes: nothing of it is believed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { containedOf } from './contain/findings.ts';
import { type ContainGround, startGround } from './contain/ground.ts';
import { answer, confess, LIAR } from './contain/liar.ts';
import { startMiner } from './contain/miner.ts';
import { stateOf } from './contain/ticks.ts';
import { type HostProcess, missingRequirements } from './hosts/index.ts';

/** Node with the command loaded has some 120 MB; what a host may send is held to far less. */
const MEMORY_MAX_BYTES = 512 * 1024 * 1024;
/** Small, so that a flood of evidence is over soon. */
const settings = { evidence_mb: 4 };

const GARBAGE = 'head -c 1000000 /dev/urandom';
/** Everything as the script would say it had it frozen the process. */
const CLAIMS_FROZEN = `
who="pid=$(value PID) start=$(value START)"
frame contain "target result=same"
frame contain "member $who exe=$(value EXE) role=target stopped=0 argv=x path=x"
frame contain "held $who state=stopped"
frame contain "method name=signal"
frame contain "outcome result=frozen detail="
end contain
finish 1`;
const SAYS_NO_PROGRAM = `
frame contain "target result=same"
frame contain "target result=same"
end contain
finish 1`;
/** Base64 without an end, within an item. */
const FLOODS = `
frame contain "target result=same"
frame contain "begin name=maps source=x"
line=+$(head -c 8991 /dev/zero | base64 -w 0)
yes "$line"`;

/** What a host answers, and whether the miner is frozen for it in the end. */
const LIES = [
  { name: 'garbage for a plan', step: 'plan', code: GARBAGE, frozen: false },
  { name: 'nothing for a plan', step: 'plan', code: ':', frozen: false },
  { name: 'zeros without an end for a plan', step: 'plan', code: 'cat /dev/zero', frozen: false },
  { name: 'lines without an end for a plan', step: 'plan', code: 'yes', frozen: false },
  { name: 'garbage for its program', step: 'capture', code: GARBAGE, frozen: true },
  { name: 'no program', step: 'capture', code: SAYS_NO_PROGRAM, frozen: true },
  { name: 'garbage for a freeze', step: 'freeze', code: GARBAGE, frozen: false },
  { name: 'that it froze, and did not', step: 'freeze', code: CLAIMS_FROZEN, frozen: false },
  { name: 'garbage for evidence', step: 'evidence', code: GARBAGE, frozen: true },
  { name: 'evidence without an end', step: 'evidence', code: FLOODS, frozen: true },
  { name: 'garbage when it is looked at again', step: 'status', code: GARBAGE, frozen: true },
] as const;

describe('a host that answers', { skip: missingRequirements(['gcc']) }, () => {
  let ground: ContainGround;
  let miner: HostProcess;

  before(async () => {
    ground = await startGround({ hosts: [LIAR] });
    miner = await startMiner(ground.host, { mode: 'pause' });
  });
  after(() => ground?.close());

  for (const { name, step, code, frozen } of LIES) {
    it(`${name}: is not believed, and the next sweep sees to it`, async () => {
      const { host } = ground;
      const controller = ground.controller(settings);
      await answer(host, step, code);
      const swept = await controller.sweep('--armed');
      await confess(host);
      const contained = containedOf(swept.host(host.name), miner.pid);
      assert.ok(
        contained?.state === 'incomplete' || contained?.state === 'loose',
        JSON.stringify(contained),
      );
      assert.equal(swept.exitCode, 4);
      assert.ok(swept.peakBytes < MEMORY_MAX_BYTES, `${swept.peakBytes} bytes`);
      assert.equal(stateOf(host, miner.pid), frozen ? 'T' : 'S');

      const again = await controller.sweep('--armed');
      const settled = again.host(host.name);
      const said = JSON.stringify(settled.containment);
      assert.equal(containedOf(settled, miner.pid)?.state, 'frozen', said);
      assert.equal(again.exitCode, 1, said);
      assert.equal(stateOf(host, miner.pid), 'T');
      const thawed = await controller.run('thaw', '--all');
      assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
      assert.equal(stateOf(host, miner.pid), 'S');
    });
  }
});
