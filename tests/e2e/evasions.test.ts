// Every evasion that can be played on a real host is planted on one, and has to be found.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { EVASIONS } from './fixtures/index.ts';
import { assertFound } from './fixtures/suite/judge-fixture.ts';
import { type SweptFixtures, sweepFixtures } from './fixtures/suite/sweep-fixtures.ts';
import { missingRequirements, startFleet, type TestFleet } from './hosts/index.ts';

const PROGRAMS = ['bash', 'chattr', 'dpkg-deb', 'gcc', 'perl', 'python3', 'setcap', 'strace'];
const SYSTEMS = [
  { system: 'debian', evasions: EVASIONS },
  { system: 'busybox', evasions: EVASIONS.filter(({ busybox }) => busybox === true) },
] as const;

for (const { system, evasions } of SYSTEMS) {
  const title = `${evasions.length} evasions on a host of ${system}`;
  describe(title, { skip: missingRequirements(PROGRAMS) }, () => {
    let fleet: TestFleet;
    let swept: SweptFixtures;

    before(async () => {
      fleet = await startFleet();
      const host = await fleet.add({ name: system, system });
      swept = await sweepFixtures(fleet, host, evasions);
    });
    after(() => fleet?.close());

    for (const evasion of evasions) {
      it(`${evasion.name}: ${evasion.title}`, () => assertFound(swept, evasion));
    }
  });
}

describe('the fixtures that must be found', () => {
  it('have a name each', () => {
    assert.equal(new Set(EVASIONS.map(({ name }) => name)).size, EVASIONS.length);
  });
});
