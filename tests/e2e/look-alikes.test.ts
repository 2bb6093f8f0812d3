// Everything that looks like an intrusion and is none is played on a real host: nothing may be said.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { LOOK_ALIKES } from './fixtures/index.ts';
import { describeCoverage, describeFinding } from './fixtures/suite/findings-about.ts';
import { assertQuiet } from './fixtures/suite/judge-fixture.ts';
import { type SweptFixtures, sweepFixtures } from './fixtures/suite/sweep-fixtures.ts';
import { missingRequirements, startFleet, type TestFleet } from './hosts/index.ts';

const PROGRAMS = ['bash', 'dpkg-deb', 'gcc', 'gdb', 'perl', 'python3', 'runc', 'script', 'strace'];

describe(`${LOOK_ALIKES.length} look-alikes`, { skip: missingRequirements(PROGRAMS) }, () => {
  let fleet: TestFleet;
  let swept: SweptFixtures;

  before(async () => {
    fleet = await startFleet();
    const host = await fleet.add({ name: 'look-alikes', system: 'debian' });
    swept = await sweepFixtures(fleet, host, LOOK_ALIKES);
  });
  after(() => fleet?.close());

  for (const lookAlike of LOOK_ALIKES) {
    it(`${lookAlike.name}: ${lookAlike.title}`, () => assertQuiet(swept, lookAlike));
  }

  it('says nothing about a host that it has learned and that has not changed', () => {
    const { findings, status } = swept.unchanged;
    assert.equal(status, 'clean', describeCoverage(swept.unchanged));
    assert.deepEqual(
      findings.filter(({ disposition }) => disposition !== 'benign').map(describeFinding),
      [],
    );
  });

  it('says nothing else about the host on which all of them are', () => {
    const allowed = new Set(
      LOOK_ALIKES.filter(({ expects }) => expects.atMost !== 'benign').map(({ name }) => name),
    );
    for (const [name, outcome] of swept.outcomes) {
      if ('failed' in outcome || allowed.has(name)) continue;
      const loud = outcome.report.findings.filter(({ disposition }) => disposition !== 'benign');
      assert.deepEqual(loud.map(describeFinding), [], `while ${name} was there`);
    }
  });

  it('names every fixture once', () => {
    assert.equal(new Set(LOOK_ALIKES.map(({ name }) => name)).size, LOOK_ALIKES.length);
  });
});
